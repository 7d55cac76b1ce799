using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Reports;

/// <summary>
/// What <c>evs evaluate</c> found. The scores at the top are the network's, means over frames; <paramref name="Methods"/> holds
/// them for every method, the network first. <paramref name="Split"/> is the part of a published split, or <c>all</c> of the given data.
/// </summary>
internal sealed record EvaluateReport(
    string Protocol,
    string Split,
    long Frames,
    long Pixels,
    double MeanDisparityErrorPx,
    double MedianDisparityErrorPx,
    double OnePixelErrorPercent,
    double OnePixelAccuracyPercent,
    double? MeanDepthErrorM,
    double? MedianDepthErrorM,
    IReadOnlyList<EvaluateMethod> Methods,
    IReadOnlyDictionary<string, long> Dropped)
{
    public static EvaluateReport Of(EvaluationProtocol protocol, string split, IReadOnlyList<MethodScore> scores, EventLosses losses)
    {
        DisparityScore network = scores[0].MeanOverFrames;
        return new EvaluateReport(
            protocol.ToString().ToLowerInvariant(),
            split,
            network.Frames,
            network.Pixels,
            network.MeanDisparityErrorPx,
            network.MedianDisparityErrorPx,
            network.OnePixelErrorPercent,
            network.OnePixelAccuracyPercent,
            network.MeanDepthErrorM,
            network.MedianDepthErrorM,
            [.. scores.Select(EvaluateMethod.Of)],
            losses.ByReason);
    }
}
