using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Reports;

/// <summary>How well a method's median disparity at event pixels meets the reference: windows scored, windows within 3 px, mean error in px.</summary>
internal sealed record ReferenceScore(string Method, int Windows, int Within, double WithinPercent, double MeanErrorPx)
{
    public static ReferenceScore Of(string method, ReferenceEvaluation score) => new(method, score.Windows, score.Within, score.WithinPercent, score.MeanErrorPx);
}
