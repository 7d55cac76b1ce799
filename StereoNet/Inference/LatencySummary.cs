namespace EventStereo.StereoNet.Inference;

/// <summary>
/// A set of times in milliseconds in a few numbers. A percentile is by nearest rank: the least of the times that at least so many percent
/// are at or below, so it is one of them. All are NaN when there is none.
/// </summary>
/// <param name="P50Ms">The median.</param>
/// <param name="P95Ms">The 95th percentile.</param>
/// <param name="P99Ms">The 99th percentile.</param>
/// <param name="MaxMs">The longest.</param>
/// <param name="MeanMs">The mean.</param>
public sealed record LatencySummary(double P50Ms, double P95Ms, double P99Ms, double MaxMs, double MeanMs)
{
    /// <summary>Sums up <paramref name="timesMs"/>, in any order.</summary>
    public static LatencySummary Of(IEnumerable<double> timesMs)
    {
        double[] sorted = [.. timesMs.Order()];
        return sorted.Length == 0
            ? new LatencySummary(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)
            : new LatencySummary(Percentile(sorted, 50), Percentile(sorted, 95), Percentile(sorted, 99), sorted[^1], sorted.Average());
    }

    /// <summary>Nearest rank in <paramref name="sorted"/> times: number <c>ceil(percent / 100 * n)</c>, counted from 1.</summary>
    internal static double Percentile(IReadOnlyList<double> sorted, int percent) => sorted[((sorted.Count * percent) + 99) / 100 - 1];
}
