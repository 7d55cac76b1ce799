namespace EventStereo.Bench;

/// <summary>What one case measured. Times are of one call, in seconds; ratios are medians of the ratios in each round.</summary>
/// <param name="Bench">The benchmark.</param>
/// <param name="Name">The case.</param>
/// <param name="Description">What was measured.</param>
/// <param name="Items">Items of one call.</param>
/// <param name="ItemName">What the items are.</param>
/// <param name="Rounds">Measured rounds.</param>
/// <param name="MedianSeconds">Median time.</param>
/// <param name="MinSeconds">Least time.</param>
/// <param name="MaxSeconds">Greatest time.</param>
/// <param name="ItemsPerSecond">Items over the median time.</param>
/// <param name="RatioToReference">How many times faster than the reference; null without one.</param>
/// <param name="RatioToLimit">Our time over the limit's; null without one.</param>
/// <param name="PeakMemoryMb">Most resident memory of the process during our work, in millions of bytes.</param>
/// <param name="TakenMemoryMb">Most memory that one call of ours takes beyond what the process holds before it, in millions of bytes; null where that is not measured.</param>
/// <param name="MemoryRatioToReference">That as a part of what one call of the reference takes; null without one.</param>
/// <param name="Reference">What the reference is; empty without one.</param>
/// <param name="ReferenceSeconds">Median time of the reference.</param>
/// <param name="Limit">What the limit is; empty without one.</param>
/// <param name="LimitSeconds">Median time of the limit.</param>
/// <param name="Remark">What else there is to say; empty for nothing.</param>
public sealed record BenchmarkResult(
    string Bench, string Name, string Description, long Items, string ItemName, int Rounds,
    double MedianSeconds, double MinSeconds, double MaxSeconds, double ItemsPerSecond,
    double? RatioToReference, double? RatioToLimit, double PeakMemoryMb, double? TakenMemoryMb, double? MemoryRatioToReference,
    string Reference, double? ReferenceSeconds, string Limit, double? LimitSeconds, string Remark);
