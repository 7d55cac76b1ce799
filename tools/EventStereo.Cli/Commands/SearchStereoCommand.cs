using System.CommandLine;
using System.Diagnostics;
using EventStereo.Search.Architecture;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs search stereo</c>: searches cells and their resolutions for a stereo network.</summary>
internal sealed class SearchStereoCommand : EvsCommand
{
    private readonly Option<string[]> data = new("--data") { Description = "A recording with ground truth, a folder of them, or a training part of a split as mvsec-1:train=FOLDER; may be repeated", HelpName = "FILE_OR_FOLDER", DefaultValueFactory = _ => [] };
    private readonly SearchOptions options = new();

    public SearchStereoCommand()
        : base(
            "stereo",
            "Searches the cells and resolutions of a spiking stereo network on recordings with ground truth; writes a genotype that evs train stereo takes. Ctrl-C leaves the last whole epoch to go on from.",
            "evs search stereo --data data --run searches/first --set search.epochs=10",
            "evs search stereo --data data --run searches/cheap --budget-mj 0.05 --set energyWeight=5",
            "evs search stereo --data data --run searches/first-tps --tps --genotype searches/first/genotype.json",
            "evs search stereo --data data --run searches/first-hns --hns --genotype searches/first/genotype.json --budget-mj 0.2 --set energyWeight=1",
            "evs search stereo --data data --run searches/first-dgs --dgs --set dgs.every=50",
            "evs search stereo --run searches/first --resume",
            "evs train stereo --data data --run runs/searched --genotype searches/first/genotype.json")
    {
        foreach (Option option in (Option[])[data, .. options.All])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; } =
    [
        "Important keys, given by --set or --config (docs/search.md lists all):",
        "  search.epochs, search.stepsPerEpoch, search.warmUpEpochs   how long; the architecture rests during the warm-up",
        "  search.order                                               first, or second (about three times the work)",
        "  search.architectureLearningRate, search.entropyWeight      how fast it decides",
        "  space.feature.trellis.layers, space.matching.trellis.layers, ....maxLevel   depth, and the coarsest resolution",
        "  space.feature.cell.operations, space.matching.cell.operations, ....placement   candidates, and where they are mixed",
        "  neurons.decays, neurons.groups                             candidates of --tps, and groups of channels that have their own",
        "  dgs.layers, dgs.every, dgs.batches, dgs.families           which layers evolve their surrogates, how often and on how much, families too",
        "  energyWeight, operationsWeight, parametersWeight, budgetMj what a millijoule, 10^9 operations, a million weights cost in the loss; the limit when decoding",
        "  final.featureMultiplier, final.matchingMultiplier          widths of the network to be trained, which energies are told of",
        "  training.batchSize, training.cropHeight, network.featureMultiplier, ...   as for evs train stereo",
    ];

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        long started = Stopwatch.GetTimestamp();
        string folder = context.Get(options.RunFolder)!; // required
        using StereoSearchRun search = Open(context, folder, device);
        int before = search.StepsDone;
        SearchEpoch<StereoGenotype> result = SearchOptions.Track<StereoGenotype>(context, started, before, search.TotalSteps, () => search.MeanTemperature, search.Run);
        SearchReport report = SearchReport.Of(Path.GetFullPath(folder), search, result, Stopwatch.GetElapsedTime(started).TotalSeconds);
        context.Output.Write(Tables.Facts(
            ("run", report.Run),
            ("searched on", $"{Figures.Count(report.Recordings)} recordings"),
            ("epochs", Figures.Count(report.Epochs)),
            ("feature path", $"[{string.Join(", ", report.FeaturePath)}]"),
            ("feature cell", report.FeatureCell),
            ("matching path", $"[{string.Join(", ", report.MatchingPath)}]"),
            ("matching cell", report.MatchingCell),
            ("energy", $"{Figures.Number(report.Mj, 4)} mJ an inference {report.EnergyOf}{(report.FitsBudget ? "" : ", over the budget: nothing within it was found; give a larger one or a wider space")}"),
            ("genotype", Path.Combine(report.Run, "genotype.json")),
            ("seconds", Figures.Number(report.Seconds, 1))));
        context.Report(report);
        return report.FitsBudget ? ExitCode.Done : ExitCode.Failed;
    }

    private StereoSearchRun Open(CommandContext context, string folder, Device device) =>
        options.Resumes(context, data) ? StereoSearchRun.Resume(folder, device) : StereoSearchRun.Start(folder, Configure(context), device);

    /// <summary>The configuration file and --set, under the options of the command line.</summary>
    private StereoSearchConfig Configure(CommandContext context)
    {
        StereoSearchConfig config = ConfigFile.Load(new StereoSearchConfig(), context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!); // has a default
        return config with
        {
            Data = context.Has(data) ? context.Get(data)! : config.Data, // given
            Seed = context.Has(CommonOptions.Seed) ? context.Seed : config.Seed,
            BudgetMj = options.BudgetMj(context, config.BudgetMj),
            Neurons = options.Neurons(context, config.Neurons),
            Dgs = options.Dgs(context, config.Dgs),
        };
    }
}
