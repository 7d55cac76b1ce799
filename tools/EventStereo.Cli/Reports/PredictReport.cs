namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs predict</c> wrote; <paramref name="InferenceMs"/> is the mean time of reading, encoding and inference a window.</summary>
internal sealed record PredictReport(
    string Network, string Recording, bool HasDepth, IReadOnlyList<PredictedMap> Windows, IReadOnlyDictionary<string, long> Dropped, double InferenceMs);
