using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Reports;

/// <summary>The scores of one method as the protocol sums them up, with the frames and pixels behind them; both ways of summing up below.</summary>
internal record EvaluateMethod(string Name, string Protocol, long Frames, long Pixels, EvaluateMetrics Metrics, DisparityScore MeanOverFrames, DisparityScore OverAllPixels)
    : EvaluateMetrics(Metrics)
{
    /// <summary>They are this record's own properties.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public EvaluateMetrics Metrics { get; } = Metrics;

    public static EvaluateMethod Of(EvaluationProtocol protocol, MethodScore method) => new(
        method.Method, protocol.Name, method.Score.Frames, method.Score.Pixels, EvaluateMetrics.Of(method.Score), method.MeanOverFrames, method.OverAllPixels);
}
