using EventStereo.Cli.Shell;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Reports;

/// <summary>
/// What <c>evs evaluate</c> found. The scores at the top are those of the first run; <paramref name="Methods"/> holds every method, the
/// runs first, and <paramref name="Runs"/> the runs with more about each. <paramref name="Split"/> is the part of a published split, or
/// <c>all</c> of the given data; <paramref name="Average"/> says what one number stands for.
/// </summary>
internal sealed record EvaluateReport(
    string Protocol,
    string Split,
    ScoreAverage Average,
    long Frames,
    long Pixels,
    double MeanDisparityErrorPx,
    double MedianDisparityErrorPx,
    double OnePixelErrorPercent,
    double OnePixelAccuracyPercent,
    double? MeanDepthErrorM,
    double? MedianDepthErrorM,
    int FramesWithoutPixels,
    IReadOnlyList<EvaluateMethod> Methods,
    IReadOnlyList<EvaluateRun> Runs,
    IReadOnlyDictionary<string, long> Dropped,
    EvaluationSeconds Seconds)
{
    /// <summary>First frames of each recording that were scored; null for all.</summary>
    public int? FirstFrames { get; init; }

    /// <summary>The runs as seeds of one configuration; null unless asked for. With the weights that did best on validation where those alone were.</summary>
    public EvaluateSeeds? Seeds { get; init; }

    /// <summary>The same with the weights that did best on validation, where both were evaluated.</summary>
    public EvaluateSeeds? SeedsBestOnValidation { get; init; }

    /// <summary>Scores on each recording; null unless asked for.</summary>
    public IReadOnlyList<EvaluateRecording>? Recordings { get; init; }

    public static EvaluateReport Of(EvaluationProtocol protocol, string split, IReadOnlyList<EvaluatedRun> runs, StereoEvaluator evaluator, EventLosses losses)
    {
        EvaluateMethod[] methods = [.. evaluator.Scores.Select(score => EvaluateMethod.Of(protocol, score))];
        EvaluateMethod first = methods[0];
        return new EvaluateReport(
            protocol.Name,
            split,
            protocol.Average,
            first.Frames,
            first.Pixels,
            first.MeanDisparityErrorPx,
            first.MedianDisparityErrorPx,
            first.OnePixelErrorPercent,
            first.OnePixelAccuracyPercent,
            first.MeanDepthErrorM,
            first.MedianDepthErrorM,
            evaluator.FramesWithoutPixels,
            methods,
            [.. runs.Zip(methods, EvaluateRun.Of)],
            losses.ByReason,
            evaluator.Seconds);
    }

    /// <summary>This report with the runs summed up as seeds.</summary>
    public EvaluateReport WithSeeds()
    {
        IReadOnlyList<EvaluateSeeds> seeds = EvaluateSeeds.Of(Runs);
        return this with { Seeds = seeds[0], SeedsBestOnValidation = seeds.Count > 1 ? seeds[1] : null };
    }
}
