using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Reports;

/// <summary>Several seeds of one configuration: mean and standard deviation (of a sample, n - 1) of each metric; no deviation for one seed.</summary>
internal sealed record EvaluateSeeds(RunWeights Weights, int N, EvaluateMetrics Mean, EvaluateMetrics Sd)
{
    /// <summary>One for each kind of weights, the last step's first.</summary>
    public static IReadOnlyList<EvaluateSeeds> Of(IReadOnlyList<EvaluateRun> runs) =>
    [
        .. runs.GroupBy(run => run.Weights).Select(group => new EvaluateSeeds(
            group.Key,
            group.Count(),
            EvaluateMetrics.Over([.. group], SampleStatistics.Mean),
            EvaluateMetrics.Over([.. group], SampleStatistics.StandardDeviation))),
    ];
}
