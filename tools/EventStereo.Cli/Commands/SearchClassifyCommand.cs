using System.CommandLine;
using System.Diagnostics;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs search classify</c>: searches cells and their resolutions for a classification network.</summary>
internal sealed class SearchClassifyCommand : EvsCommand
{
    private readonly Option<string?> preset = new("--preset") { Description = $"Settings to begin with: {string.Join("; ", ClassificationSearchPresets.Descriptions.Select(known => $"{known.Name} ({known.Description})"))}", HelpName = "NAME" };
    private readonly Option<string?> data = new("--data") { Description = "The folder of the data set, as it was unpacked", HelpName = "DIR" };
    private readonly Option<bool> strict = new("--strict") { Description = "End at a sample that cannot be read; else it is left out" };
    private readonly SearchOptions options = new();

    public SearchClassifyCommand()
        : base(
            "classify",
            "Searches the cells and resolutions of a spiking classifier of images or event recordings on its training samples; writes a genotype that evs train classify takes. Ctrl-C leaves the last whole epoch to go on from.",
            "evs search classify --preset fashion-mnist --data /usr/share/datasets/fashion-mnist --run searches/fashion",
            "evs search classify --preset fashion-mnist --data /usr/share/datasets/fashion-mnist --run searches/cheap --budget-mj 0.01",
            "evs search classify --preset cifar10 --data cifar-10-batches-bin --run searches/cifar-tps --tps --genotype searches/cifar/genotype.json",
            "evs search classify --run searches/fashion --resume",
            "evs train classify --preset fashion-mnist --data /usr/share/datasets/fashion-mnist --run runs/searched --genotype searches/fashion/genotype.json")
    {
        foreach (Option option in (Option[])[preset, data, strict, .. options.All])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; } =
    [
        "Important keys, given by --set or --config (docs/classification.md and docs/search.md list all):",
        "  search.epochs, search.stepsPerEpoch, search.warmUpEpochs, search.sampledEpochs   how long; the architecture rests in the first and the last ones",
        "  space.trellis.layers, space.trellis.maxLevel, space.trellis.fixedPath            depth, the coarsest resolution, or resolutions laid down by hand",
        "  space.cell.operations, space.cell.nodes, space.cell.placement                    candidates, and where they are mixed",
        "  neurons.decays, neurons.groups                                                   candidates of --tps, and groups of channels that have their own",
        "  energyWeight, operationsWeight, parametersWeight, budgetMj                       what a millijoule, 10^9 operations, a million weights cost in the loss; the limit when decoding",
        "  finalMultiplier                                                                  width of the network to be trained, which energies are told of",
        "  network.filterMultiplier, network.steps, training.batchSize, ...                 as for evs train classify",
    ];

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        long started = Stopwatch.GetTimestamp();
        string folder = context.Get(options.RunFolder)!; // required
        using ClassificationSearchRun search = options.Resumes(context, preset, data, strict) ? ClassificationSearchRun.Resume(folder, device) : ClassificationSearchRun.Start(folder, Configure(context), device);
        int before = search.StepsDone;
        SearchEpoch<ClassificationGenotype> result = SearchOptions.Track<ClassificationGenotype>(context, started, before, search.TotalSteps, () => search.MeanTemperature, search.Run);
        SearchClassifyReport report = SearchClassifyReport.Of(Path.GetFullPath(folder), search, result, Stopwatch.GetElapsedTime(started).TotalSeconds);
        context.Output.Write(Tables.Facts(
            ("run", report.Run),
            ("searched on", $"{Figures.Count(report.Samples)} samples"),
            ("epochs", Figures.Count(report.Epochs)),
            ("path", $"[{string.Join(", ", report.Path)}]"),
            ("cell", report.Cell),
            ("energy", $"{Figures.Number(report.Mj, 4)} mJ {report.EnergyOf}{(report.FitsBudget ? "" : ", over the budget: nothing within it was found; give a larger one or a wider space")}"),
            ("genotype", Path.Combine(report.Run, "genotype.json")),
            ("seconds", Figures.Number(report.Seconds, 1))));
        context.Report(report);
        return report.FitsBudget ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The preset, the configuration file and --set, under the options of the command line.</summary>
    private ClassificationSearchConfig Configure(CommandContext context)
    {
        string? name = context.Get(preset);
        if (name is not null && !ClassificationSearchPresets.Names.Contains(name))
        {
            throw new UsageException($"--preset: '{name}' is none; there are {string.Join(", ", ClassificationSearchPresets.Names)}");
        }

        ClassificationSearchConfig config = ConfigFile.Load(name is null ? new ClassificationSearchConfig() : ClassificationSearchPresets.Find(name), context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!); // has a default
        return config with
        {
            Data = config.Data with { Folder = context.Get(data) ?? config.Data.Folder },
            Seed = context.Has(CommonOptions.Seed) ? context.Seed : config.Seed,
            BudgetMj = options.BudgetMj(context, config.BudgetMj),
            Neurons = options.Neurons(context, config.Neurons),
            Dgs = options.Dgs(context, config.Dgs),
            Training = config.Training with { Strict = config.Training.Strict || context.Get(strict) },
        };
    }
}
