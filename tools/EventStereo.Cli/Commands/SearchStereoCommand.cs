using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
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
    private readonly Option<string> run = new("--run") { Description = "The run folder: configuration, metrics, a genotype an epoch, checkpoints, the result", HelpName = "DIR", Required = true };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the search in --run after its last whole epoch, by its own configuration" };
    private readonly Option<bool> tps = new("--tps") { Description = "Search the neurons' time constants on the architecture of --genotype in place of cells and levels" };
    private readonly Option<bool> hns = new("--hns") { Description = "Search which nodes of the architecture of --genotype are artificial neurons and which spike; with --tps also the time constants of those" };
    private readonly Option<bool> dgs = new("--dgs") { Description = "Evolve the surrogate gradients of the neurons while the weights learn, each layer by itself (dgs.* says how); genotypes have them" };
    private readonly Option<string?> genotype = new("--genotype") { Description = "The architecture of --tps and --hns: a genotype file or the name of a built-in one", HelpName = "FILE_OR_NAME" };
    private readonly Option<double> budget = new("--budget-mj") { Description = "The most that the network may cost, mJ an inference of the network to be trained (final.*), by the firing rates of the search", HelpName = "MJ" };

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
        foreach (Option option in (Option[])[data, run, resume, tps, hns, dgs, genotype, budget, CommonOptions.Seed, CommonOptions.Threads, CommonOptions.Device, CommonOptions.Config, CommonOptions.Set])
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
        string folder = context.Get(run)!; // required
        using StereoSearchRun search = Open(context, folder, device);
        int before = search.StepsDone;
        SearchEpoch<StereoGenotype> result = context.Progress.Track("searching", progress => search.Run(
            (step, epoch) => progress.Report((step.Step + 1.0) / search.TotalSteps, Describe(step, epoch, search.MeanTemperature, before, search.TotalSteps, Stopwatch.GetElapsedTime(started))),
            context.Cancellation));
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

    private StereoSearchRun Open(CommandContext context, string folder, Device device)
    {
        if (!context.Get(resume))
        {
            return StereoSearchRun.Start(folder, Configure(context), device);
        }

        Option? given = ((Option[])[data, tps, hns, dgs, genotype, budget, CommonOptions.Seed, CommonOptions.Config, CommonOptions.Set]).FirstOrDefault(context.Has);
        return given is null
            ? StereoSearchRun.Resume(folder, device)
            : throw new UsageException($"--resume goes on by the run's own configuration; leave out {given.Name}");
    }

    /// <summary>The configuration file and --set, under the options of the command line.</summary>
    private StereoSearchConfig Configure(CommandContext context)
    {
        StereoSearchConfig config = ConfigFile.Load(new StereoSearchConfig(), context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!); // has a default
        return config with
        {
            Data = context.Has(data) ? context.Get(data)! : config.Data, // given
            Seed = context.Has(CommonOptions.Seed) ? context.Seed : config.Seed,
            BudgetMj = context.Has(budget) ? context.Get(budget) : config.BudgetMj,
            Neurons = Neurons(context, config.Neurons),
            Dgs = config.Dgs ?? (context.Get(dgs) ? new SurrogateEvolutionConfig() : null),
        };
    }

    /// <summary>The neurons to search: where <c>--tps</c> or <c>--hns</c> is given, what the two say.</summary>
    private NeuronSearchConfig? Neurons(CommandContext context, NeuronSearchConfig? configured)
    {
        bool times = context.Get(tps), artificial = context.Get(hns);
        if (times || artificial)
        {
            configured ??= new NeuronSearchConfig();
            configured = configured with { Decays = !times ? [] : configured.Decays.Count > 0 ? configured.Decays : new NeuronSearchConfig().Decays, Artificial = artificial };
        }
        else if (configured is null && context.Has(genotype))
        {
            throw new UsageException("--genotype is the architecture of --tps and --hns; without them cells and levels are searched, and evs train stereo takes --genotype");
        }

        return configured is null ? null : configured with { Genotype = context.Get(genotype) ?? configured.Genotype };
    }

    private static string Describe(SearchStep step, SearchEpoch<StereoGenotype>? epoch, double? temperature, int before, int totalSteps, TimeSpan elapsed)
    {
        int done = step.Step + 1 - before;
        TimeSpan left = TimeSpan.FromSeconds(Math.Round(elapsed.TotalSeconds / done * (totalSteps - step.Step - 1)));
        string architecture = double.IsFinite(step.ArchitectureLoss) ? string.Create(CultureInfo.InvariantCulture, $"architecture's {step.ArchitectureLoss:0.000}, ") : "";
        string surrogates = temperature is { } mean ? string.Create(CultureInfo.InvariantCulture, $"surrogates {mean:0.00}, ") : "";
        string decoded = epoch is null ? "" : $", epoch {epoch.Epoch}: features [{string.Join(", ", epoch.Genotype.FeaturePath)}], matching [{string.Join(", ", epoch.Genotype.MatchingPath)}]";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"step {step.Step + 1} of {totalSteps}, loss {step.Loss:0.000}, {architecture}entropy {step.Entropy:0.00} nat, expected {step.ExpectedMj:0.000} mJ, firing {100 * step.FiringRate:0.0} %, {surrogates}{left:c} left{decoded}");
    }
}
