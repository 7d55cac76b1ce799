using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Pictures;
using EventStereo.Search.Classification.Comparison;
using EventStereo.Search.Comparison;
using EventStereo.StereoNet.Comparison;

namespace EventStereo.Cli.Commands;

/// <summary>A network of <c>evs search report</c>, of either task: means over its runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runs">Runs that the means are over.</param>
/// <param name="Accuracy">Accuracy in per cent: 1PA of disparities, top-1 of classes.</param>
/// <param name="SecondMetric">Beside it: the mean disparity error in pixels, or top-5 in per cent.</param>
/// <param name="Mj">Energy of an inference.</param>
/// <param name="FiringRate">Spikes a neuron and step.</param>
/// <param name="Genotype">The architecture, in words; of several that differ, of the first.</param>
internal sealed record ReportedNetwork(string Name, int Runs, Spread Accuracy, double SecondMetric, double Mj, double FiringRate, string Genotype)
{
    /// <summary>Its place in the plot.</summary>
    public ParetoPoint Point => new(Name, Mj, Accuracy.Mean, Deviation);

    /// <summary>Deviation of the accuracy over the runs; null of one.</summary>
    public double? Deviation => double.IsFinite(Accuracy.StandardDeviation) ? Accuracy.StandardDeviation : null;

    /// <summary>The cells of its row, the architecture left out.</summary>
    public string[] Cells(bool onFront) =>
        [Name, Figures.Count(Runs), Spreads.Text(Accuracy, 2), Figures.Number(SecondMetric), Figures.Number(Mj, 4), Figures.Number(100 * FiringRate, 1), onFront ? "yes" : ""];

    /// <summary>Of a stereo network, from scores of its runs.</summary>
    public static ReportedNetwork Of(string name, IReadOnlyList<RunScore> scores, Genotype genotype)
    {
        ScoreSummary summary = ScoreSummary.Of(scores) ?? throw new ArgumentException("no run", nameof(scores));
        return new(name, summary.Seeds, summary.OnePixelAccuracyPercent, summary.MeanDisparityErrorPx.Mean, summary.Mj.Mean, summary.FiringRate.Mean, genotype.ArchitectureText());
    }

    /// <summary>Of a classifier, from scores of its runs.</summary>
    public static ReportedNetwork Of(string name, IReadOnlyList<ClassifierScore> scores, Genotype genotype) => new(
        name, scores.Count, Spread.Of(scores.Select(score => score.Top1Percent)), scores.Average(score => score.Top5Percent), scores.Average(score => score.Mj), scores.Average(score => score.FiringRate), genotype.ArchitectureText());

    /// <summary>Its line in the report of stereo networks.</summary>
    public SearchRunLine StereoLine(bool onFront) => new(Name, Runs, Accuracy.Mean, Deviation, SecondMetric, Mj, FiringRate, onFront, Genotype);

    /// <summary>Its line in the report of classifiers.</summary>
    public ClassifierRunLine ClassifierLine(bool onFront) => new(Name, Runs, Accuracy.Mean, Deviation, SecondMetric, Mj, FiringRate, onFront, Genotype);
}
