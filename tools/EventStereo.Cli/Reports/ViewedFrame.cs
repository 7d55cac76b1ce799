using EventStereo.StereoNet.Visualization;

namespace EventStereo.Cli.Reports;

/// <summary>A row of a sheet: its window, and the score of each method at the pixels shown where there is ground truth.</summary>
internal sealed record ViewedFrame(long FromUs, long ToUs, int LeftEvents, IReadOnlyList<ViewedMethod> Methods)
{
    public static ViewedFrame Of(ComparisonFrame frame, IReadOnlyList<string> names) => new(
        frame.Span.FromUs, frame.Span.ToUs, frame.LeftEvents, [.. frame.Scores.Zip(names, (score, name) => new ViewedMethod(name, score.OnePixelAccuracyPercent, score.MeanErrorPx, score.Pixels))]);
}
