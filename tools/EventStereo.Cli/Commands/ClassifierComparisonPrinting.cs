using EventStereo.Cli.Shell;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Classification.Comparison;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary>The tables of a comparison of classifiers.</summary>
internal static class ClassifierComparisonPrinting
{
    /// <summary>Prints searches, then networks.</summary>
    public static void Print(IAnsiConsole output, ClassificationComparison comparison)
    {
        Table searches = Tables.Create("search", ">epochs", ">minutes", ">mJ", "found");
        foreach ((string name, ClassificationSearchSummary? summary, double seconds) in comparison.Searches)
        {
            searches.Row(name, summary is null ? "-" : Figures.Count(summary.Epochs), Figures.Number(seconds / 60, 1), Figures.Number(summary?.Mj, 4), summary?.Genotype ?? "-");
        }

        output.Write(searches);
        IReadOnlyList<ComparedClassifier> networks = comparison.Networks;
        ClassifierScore? any = networks.SelectMany(network => network.Runs).Select(run => run.Score).FirstOrDefault(score => score is not null);
        output.WriteLine($"{comparison.Config.Run.Data.Dataset}, {Figures.Count(any?.Samples ?? 0)} test samples, looked at once a run, with the weights that did best on the training samples held out; energy: literature model, one sample over all its steps, mean of {Figures.Count(Math.Min(comparison.Config.EnergySamples, any?.Samples ?? int.MaxValue))} of them; mean ± standard deviation over seeds; points of top-1 are against {networks[0].Name}, by seed");
        Table table = Tables.Create("network", ">runs", ">top-1 %", ">points", ">parameters", ">mJ", ">firing %", ">training min");
        foreach (ComparedClassifier network in networks)
        {
            ClassifierScore[] finished = [.. network.Runs.Select(run => run.Score).OfType<ClassifierScore>()];
            table.Row(
                network.Name, $"{finished.Length} of {network.Runs.Count}", Text(network.Top1Percent, 2), Spreads.Signed(network.PointsAboveFirst), Parameters(finished),
                Text(network.Mj, 4), Figures.Number(100 * network.FiringRate?.Mean, 1), Figures.Number(network.TrainingSeconds?.Mean / 60, 1));
        }

        output.Write(table);
        if (!comparison.IsComplete)
        {
            output.WriteLine("not all runs are finished");
        }
    }

    /// <summary>Of one architecture its count; of several, which random ones are, the least and the most.</summary>
    private static string Parameters(ClassifierScore[] scores) => scores.Length == 0 ? "-"
        : scores.Min(score => score.Parameters) is var least && scores.Max(score => score.Parameters) is var most && least == most ? Figures.Count(least)
        : $"{Figures.Count(least)} to {Figures.Count(most)}";

    private static string Text(Search.Comparison.Spread? spread, int digits) => spread is null ? "-" : Spreads.Text(spread, digits);
}
