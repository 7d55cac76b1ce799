using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Inference;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>A spiking network under evaluation; it carries its membranes from window to window of a recording.</summary>
public sealed class NetworkMethod(string name, StereoPredictor predictor) : IStereoMethod
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Reset() => predictor.Reset();

    /// <inheritdoc/>
    public float[] Estimate(StereoFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return predictor.Predict(frames.LeftStack, frames.RightStack, frames.Sensor);
    }
}
