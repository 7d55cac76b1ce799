using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Classification.Comparison;
using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.Comparison;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs search compare</c>: searches and what they find against other architectures, on unseen scenes or test samples.</summary>
internal sealed class SearchCompareCommand : ComparisonCommand<ISearchComparison>
{
    public SearchCompareCommand()
        : base(
            "compare",
            "Runs the searches of a comparison, trains what they find beside random, built-in and given architectures, several seeds each, and prints accuracy and energy: of stereo networks on simulated scenes, which it makes, of classifiers (a configuration with \"task\": \"classification\") on test samples. Finished runs are kept: the same command goes on where it was stopped.",
            "evs search compare --run results/searches",
            "evs search compare --run runs/compare --config comparison.json --set run.training.steps=300",
            "evs search compare --run results/searches --table",
            "evs search compare --run results/fashion-mnist")
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; } =
    [
        "Important keys, given by --config or --set (docs/search.md lists all; results/searches/comparison.json is an example):",
        "  search, run          what all searches share, and all networks: keys of evs search stereo and evs train stereo",
        "  searches             list of name, on (goes on with what another search found), set (what differs, key.path=value)",
        "  networks             list of name, genotype (a search, a built-in name, a file), random, seeds, neuron, set; the first is what others are compared with",
        "  train, validation, test, protocol, energyScenes   the scenes, and how they are scored",
        "  task, run.data, energySamples                     of classifiers: classification, the data set, test samples that energy is measured on; search and run are keys of evs search classify and evs train classify",
    ];

    protected override bool Exists(string folder) => ComparisonFile.Exists(folder);

    protected override ISearchComparison Open(string folder) => ClassificationComparison.IsConfig(ComparisonFile.PathIn(folder)) ? ClassificationComparison.Open(folder) : SearchComparison.Open(folder);

    protected override ISearchComparison Create(string folder, string? config, IReadOnlyList<string> set) => config is not null && File.Exists(config) && ClassificationComparison.IsConfig(config)
        ? ClassificationComparison.Create(folder, ConfigFile.Load(new ClassificationComparisonConfig(), config, set))
        : SearchComparison.Create(folder, ConfigFile.Load(new SearchComparisonConfig(), config, set));

    protected override IReadOnlyList<string> Differences(ISearchComparison comparison, string? config, IReadOnlyList<string> set)
    {
        if (comparison is ClassificationComparison classifiers)
        {
            return ConfigDifference.Between(classifiers.Config, ConfigFile.Load(config is null ? classifiers.Config : new ClassificationComparisonConfig(), config, set));
        }

        SearchComparisonConfig own = ((SearchComparison)comparison).Table.Config; // the only other one
        return ConfigDifference.Between(own, ConfigFile.Load(config is null ? own : new SearchComparisonConfig(), config, set));
    }

    protected override bool IsComplete(ISearchComparison comparison) => comparison.IsComplete;

    protected override void Complete(ISearchComparison comparison, Device device, int threads, Action<double, string> report, CancellationToken cancellation) =>
        comparison.Complete(device, threads, report, cancellation);

    protected override void Report(CommandContext context, ISearchComparison comparison)
    {
        if (comparison is ClassificationComparison classifiers)
        {
            ClassifierComparisonPrinting.Print(context.Output, classifiers);
            context.Report(ClassifierComparisonReport.Of(classifiers));
            return;
        }

        SearchComparisonTable table = ((SearchComparison)comparison).Table; // the only other one
        Print(context.Output, table);
        context.Report(SearchCompareReport.Of(table));
    }

    private static void Print(IAnsiConsole output, SearchComparisonTable table)
    {
        if (table.Searches.Count > 0)
        {
            Table searches = Tables.Create("search", ">epochs", ">minutes", ">mJ", "found");
            foreach (ComparedSearch search in table.Searches)
            {
                searches.Row(search.Name, search.Summary is null ? "-" : Figures.Count(search.Summary.Epochs), Figures.Number(search.Seconds / 60, 1), Figures.Number(search.Summary?.Mj, 4), search.Summary?.Genotype ?? "-");
            }

            output.Write(searches);
        }

        SearchComparisonConfig config = table.Config;
        RunScore? any = table.Networks.SelectMany(network => network.Runs).Select(entry => entry.Score).FirstOrDefault(score => score is not null);
        output.WriteLine($"{config.Test.Count} unseen scenes of preset {config.Test.Preset} (seed {config.Test.Seed}), protocol {config.Protocol}, {Figures.Count(any?.Disparity.Frames ?? 0)} frames, {Figures.Count(any?.Disparity.Pixels ?? 0)} pixels; energy: literature model, one step with carried state, {config.EnergyScenes} scenes; mean ± standard deviation over seeds; points of 1PA are against {table.Networks[0].Name}, by seed");
        Table networks = Tables.Create("network", ">runs", ">1PA %", ">points", ">mean px", ">mean depth m", ">mJ", ">firing %", ">training min");
        foreach (ComparedNetwork network in table.Networks)
        {
            string runs = $"{network.Summary?.Seeds ?? 0} of {network.Runs.Count}";
            if (network.Summary is { } summary)
            {
                networks.Row(
                    network.Name, runs, Spreads.Text(summary.OnePixelAccuracyPercent, 2), Spreads.Signed(network.PointsAboveFirst), Spreads.Text(summary.MeanDisparityErrorPx, 2), Spreads.Text(summary.MeanDepthErrorM, 3),
                    Spreads.Text(summary.Mj, 4), Figures.Number(100 * summary.FiringRate.Mean, 1), Figures.Number(summary.TrainingSeconds.Mean / 60, 1));
            }
            else
            {
                networks.Row(network.Name, runs, "-", "-", "-", "-", "-", "-", "-");
            }
        }

        output.Write(networks);
        if (!table.IsComplete)
        {
            output.WriteLine("not all runs are finished");
        }
    }
}
