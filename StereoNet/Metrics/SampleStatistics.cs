namespace EventStereo.StereoNet.Metrics;

/// <summary>Mean and spread of a sample, such as of the same training under several seeds.</summary>
public static class SampleStatistics
{
    /// <summary>Arithmetic mean; NaN if there is no value, or one is NaN.</summary>
    public static double Mean(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 0 ? double.NaN : values.Average();
    }

    /// <summary>Standard deviation of a sample, <c>sqrt(sum((x - mean)^2) / (n - 1))</c>; NaN for fewer than two values.</summary>
    public static double StandardDeviation(IReadOnlyList<double> values)
    {
        double mean = Mean(values);
        return values.Count < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
