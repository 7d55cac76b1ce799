using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Reports;

/// <summary>The scores of one method: means over frames and, in <paramref name="OverAllPixels"/>, of all pixels together.</summary>
internal sealed record EvaluateMethod(
    string Name,
    double MeanDisparityErrorPx,
    double MedianDisparityErrorPx,
    double OnePixelErrorPercent,
    double OnePixelAccuracyPercent,
    double ThreePixelErrorPercent,
    double? MeanDepthErrorM,
    double? MedianDepthErrorM,
    double HolesPercent,
    DisparityScore OverAllPixels)
{
    public static EvaluateMethod Of(MethodScore method)
    {
        DisparityScore score = method.MeanOverFrames;
        return new EvaluateMethod(
            method.Method,
            score.MeanDisparityErrorPx,
            score.MedianDisparityErrorPx,
            score.OnePixelErrorPercent,
            score.OnePixelAccuracyPercent,
            score.ThreePixelErrorPercent,
            score.MeanDepthErrorM,
            score.MedianDepthErrorM,
            100.0 * score.Holes / score.Pixels,
            method.OverAllPixels);
    }
}
