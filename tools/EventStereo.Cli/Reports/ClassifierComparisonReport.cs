using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Classification.Comparison;
using EventStereo.Search.Comparison;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs search compare</c> found so far of classifiers: every search, and every network with its runs, their mean and their standard deviation.</summary>
internal sealed record ClassifierComparisonReport(bool Complete, IReadOnlyList<ClassifierComparisonReport.Searched> Searches, IReadOnlyList<ClassifierComparisonReport.Compared> Networks)
{
    public static ClassifierComparisonReport Of(ClassificationComparison comparison) => new(
        comparison.IsComplete,
        [.. comparison.Searches.Select(search => new Searched(search.Name, search.Summary, search.Seconds))],
        [.. comparison.Networks.Select(network => new Compared(
            network.Name, [.. network.Runs.Select(run => new Run(run.Seed, run.Score))], network.Top1Percent, network.Mj, network.FiringRate, network.TrainingSeconds, network.PointsAboveFirst))]);

    internal sealed record Searched(string Name, ClassificationSearchSummary? Summary, double Seconds);

    internal sealed record Run(int Seed, ClassifierScore? Score);

    internal sealed record Compared(string Name, IReadOnlyList<Run> Runs, Spread? Top1Percent, Spread? Mj, Spread? FiringRate, Spread? TrainingSeconds, double? PointsAboveFirst);
}
