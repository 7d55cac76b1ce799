namespace EventStereo.StereoNet.Inference;

/// <summary>How long the parts of one inference took, in milliseconds.</summary>
/// <param name="EncodeMs">Events of both cameras to signed frames.</param>
/// <param name="NetworkMs">Frames to similarities: features, cost volume, matching; on a GPU with the way there and back.</param>
/// <param name="ReadoutMs">Similarities to the disparity map.</param>
public readonly record struct StepTimes(double EncodeMs, double NetworkMs, double ReadoutMs)
{
    /// <summary>The whole.</summary>
    public double TotalMs => EncodeMs + NetworkMs + ReadoutMs;
}
