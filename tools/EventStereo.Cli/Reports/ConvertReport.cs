using EventStereo.EventIO.Datasets;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs convert</c> did; <paramref name="Dropped"/> counts by reason, <paramref name="Windows"/> is null for a recording.</summary>
internal sealed record ConvertReport(
    string Output, long EventsRead, long EventsWritten, IReadOnlyDictionary<string, long> Dropped, long Reordered, long? Windows, double Seconds)
{
    public static ConvertReport Of(string path, ConversionReport done, bool hasWindows) => new(
        path, done.EventsRead, done.EventsWritten, done.Losses.DroppedByReason, done.Losses.Reordered, hasWindows ? done.Windows : null, done.Seconds);
}
