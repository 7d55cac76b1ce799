namespace EventStereo.StereoNet.Baselines;

/// <summary>What every estimator asks of its caller.</summary>
internal static class EstimatorArguments
{
    public static void Check(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", problems));
        }
    }

    public static void Check(StereoFrames frames, int maxDisparityPx, Span<float> disparityPx)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDisparityPx, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maxDisparityPx, frames.Sensor.Width);
        if (disparityPx.Length != frames.Sensor.Pixels)
        {
            throw new ArgumentException($"{disparityPx.Length} places for a map of {frames.Sensor}", nameof(disparityPx));
        }
    }
}
