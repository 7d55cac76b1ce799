namespace EventStereo.Search.Comparison;

/// <summary>Mean and sample standard deviation (over n - 1) of a few values; the deviation of one value is not-a-number.</summary>
public sealed record Spread(double Mean, double StandardDeviation)
{
    /// <summary>That of <paramref name="values"/>, at least one.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return new Spread(mean, all.Length > 1 ? Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1)) : double.NaN);
    }
}
