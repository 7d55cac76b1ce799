using EventStereo.StereoNet.Inference;

namespace EventStereo.Cli.Reports;

/// <summary>
/// What <c>evs stream</c> measured. <paramref name="Windows"/> went through, <paramref name="MeasuredWindows"/> of them, all but the warm-up, are in the numbers.
/// <paramref name="P50Ms"/> and the like are of encoding + network + read-out; <paramref name="Response"/> adds the waiting for earlier windows.
/// </summary>
internal sealed record StreamReport(
    string Network, string Recording, string Device, int Threads, string Pace,
    int Windows, int MeasuredWindows, int WarmUpWindows, long WindowUs, double BudgetMs,
    double P50Ms, double P95Ms, double P99Ms, double MaxMs, double MeanMs, double OnTimePercent,
    LatencySummary Encode, LatencySummary NetworkStep, LatencySummary Readout, LatencySummary Response,
    bool HasDepth, string? Maps, IReadOnlyDictionary<string, long> Dropped, bool Interrupted);
