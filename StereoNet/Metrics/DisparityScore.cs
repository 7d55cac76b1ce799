namespace EventStereo.StereoNet.Metrics;

/// <summary>How well disparity maps meet the ground truth. Depth errors are there only with a calibration.</summary>
/// <param name="Frames">Maps with at least one scored pixel.</param>
/// <param name="Pixels">Scored pixels, holes among them.</param>
/// <param name="Holes">Scored pixels without an answer.</param>
/// <param name="MeanDisparityErrorPx">Mean absolute disparity error over answered pixels; NaN if none is answered, as the other means and medians.</param>
/// <param name="MedianDisparityErrorPx">Its median.</param>
/// <param name="OnePixelErrorPercent">Pixels wrong by more than 1 px ("1PE"), in percent.</param>
/// <param name="TwoPixelErrorPercent">By more than 2 px.</param>
/// <param name="ThreePixelErrorPercent">By more than 3 px.</param>
/// <param name="MeanDepthErrorM">Mean absolute depth error over answered pixels, in metres.</param>
/// <param name="MedianDepthErrorM">Its median.</param>
public sealed record DisparityScore(
    long Frames,
    long Pixels,
    long Holes,
    double MeanDisparityErrorPx,
    double MedianDisparityErrorPx,
    double OnePixelErrorPercent,
    double TwoPixelErrorPercent,
    double ThreePixelErrorPercent,
    double? MeanDepthErrorM,
    double? MedianDepthErrorM)
{
    /// <summary>Root of the mean squared disparity error over answered pixels; not a number for a score that was written without it.</summary>
    public double RootMeanSquareErrorPx { get; init; } = double.NaN;

    /// <summary>Pixels right to 1 px or better ("1PA"), in percent: 100 - 1PE.</summary>
    public double OnePixelAccuracyPercent => 100 - OnePixelErrorPercent;
}
