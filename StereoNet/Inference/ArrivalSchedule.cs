namespace EventStereo.StereoNet.Inference;

/// <summary>
/// Windows that arrive by the recording's clock and are served one at a time, in order: a window's work begins when it has arrived and
/// the one before is done, so a late window makes the next one begin late.
/// <code>
/// begin[k] = max(arrival[k], end[k-1])
/// end[k]   = begin[k] + service[k]
/// on time: end[k] &lt;= arrival[k] + budget
/// </code>
/// The first window finds nobody before it.
/// </summary>
/// <param name="budgetMs">Time from a window's arrival to when its map must be there, ms.</param>
public sealed class ArrivalSchedule(double budgetMs)
{
    private double freeAtMs = double.NegativeInfinity;

    /// <summary>Milliseconds from now, the end of the last window's work, to the arrival of a window that ends at <paramref name="arrivalUs"/>; 0 if it is there already, or the first.</summary>
    public double IdleMs(long arrivalUs) => double.IsNegativeInfinity(freeAtMs) ? 0 : Math.Max(0, (arrivalUs / 1e3) - freeAtMs);

    /// <summary>Takes the next window.</summary>
    /// <param name="arrivalUs">When it ended, µs on the recording's clock.</param>
    /// <param name="serviceMs">How long its work took.</param>
    /// <returns>Milliseconds from its arrival to its map, waiting included, and whether that is within the budget.</returns>
    public (double ResponseMs, bool OnTime) Add(long arrivalUs, double serviceMs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serviceMs);
        double arrivalMs = arrivalUs / 1e3;
        double waitedMs = Math.Max(0, freeAtMs - arrivalMs);
        freeAtMs = arrivalMs + waitedMs + serviceMs;
        return (waitedMs + serviceMs, waitedMs + serviceMs <= budgetMs);
    }
}
