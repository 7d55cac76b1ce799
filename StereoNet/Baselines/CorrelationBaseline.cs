using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Baselines;

/// <summary>
/// Windowed correlation of signed stacks: at each pixel <c>(x, y)</c> of the left camera the disparity <c>d</c> for which
/// <c>sum(l(c, v, u) * r(c, v + o, u - d))</c> is highest, not divided by how many events either window has, sums over the channels <c>c</c> and
/// the window of <c>(u, v)</c> about <c>(x, y)</c>, with a parabola through the best score and its two neighbours for the
/// fraction. No answer where no score is above 0. The window is cut at the border.
/// </summary>
public sealed class CorrelationBaseline : IDisparityEstimator
{
    private const int StripRows = 16;

    private readonly CorrelationSettings settings;

    /// <summary>Makes the estimator with <paramref name="settings"/>, the defaults if null.</summary>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public CorrelationBaseline(CorrelationSettings? settings = null)
    {
        this.settings = settings ?? new CorrelationSettings();
        EstimatorArguments.Check(this.settings.Validate());
    }

    /// <inheritdoc/>
    public string Name => $"correlation of signed stacks, window {settings.Window}";

    /// <inheritdoc/>
    public void Estimate(StereoFrames frames, int maxDisparityPx, Span<float> disparityPx)
    {
        EstimatorArguments.Check(frames, maxDisparityPx, disparityPx);
        SensorSize sensor = frames.Sensor;
        int radius = settings.Window / 2;
        short[] left = Array.ConvertAll(frames.LeftStack, v => (short)v);
        short[] right = Array.ConvertAll(frames.RightStack, v => (short)v);
        float[] disparities = new float[sensor.Pixels];
        Parallel.For(0, (sensor.Height + StripRows - 1) / StripRows, index =>
        {
            int fromRow = index * StripRows;
            CorrelationStrip strip = new(left, right, sensor, radius, fromRow, Math.Min(fromRow + StripRows, sensor.Height));
            for (int offset = -settings.RowReach; offset <= settings.RowReach; offset++)
            {
                for (int disparity = 0; disparity <= maxDisparityPx; disparity++)
                {
                    strip.Score(disparity, offset);
                }
            }

            strip.Write(disparities);
        });
        disparities.CopyTo(disparityPx);
    }
}
