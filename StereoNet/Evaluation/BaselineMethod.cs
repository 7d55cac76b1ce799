using EventStereo.StereoNet.Baselines;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>A baseline under evaluation; it sees each window alone.</summary>
public sealed class BaselineMethod(IDisparityEstimator estimator, int maxDisparityPx) : IStereoMethod
{
    /// <inheritdoc/>
    public string Name => estimator.Name;

    /// <inheritdoc/>
    public void Reset()
    {
    }

    /// <inheritdoc/>
    public float[] Estimate(StereoFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        float[] disparityPx = new float[frames.Sensor.Pixels];
        estimator.Estimate(frames, Math.Min(maxDisparityPx, frames.Sensor.Width - 1), disparityPx);
        return disparityPx;
    }
}
