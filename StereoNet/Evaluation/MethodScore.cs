using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>How well one method did over the recordings of an evaluation.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Score">Its metrics as the protocol sums them up: one of the two others.</param>
/// <param name="MeanOverFrames">Mean over maps of each map's metrics, as papers on MVSEC report.</param>
/// <param name="OverAllPixels">The metrics of all scored pixels together.</param>
public sealed record MethodScore(string Method, DisparityScore Score, DisparityScore MeanOverFrames, DisparityScore OverAllPixels)
{
    internal static MethodScore Of(IStereoMethod method, DisparityEvaluation evaluation) =>
        new(method.Name, evaluation.Score, evaluation.MeanOverFrames(), evaluation.OverAllPixels());
}
