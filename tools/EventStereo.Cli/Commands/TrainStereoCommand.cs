using System.CommandLine;
using System.Diagnostics;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training.Parallel;
using EventStereo.StereoNet.Training;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs train stereo</c>: trains a genotype's network on recordings with ground truth.</summary>
internal sealed class TrainStereoCommand : EvsCommand
{
    private readonly Option<string[]> data = new("--data") { Description = "A recording with ground truth, a folder of them, or a part of a split as mvsec-1:train=FOLDER; may be repeated, and mixed by training.mix", HelpName = "FILE_OR_FOLDER", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> validation = new("--validation") { Description = "The same for data held out, on which the run reports and keeps the best weights: recordings, or mvsec-1:validation=FOLDER, never a test part; may be repeated", HelpName = "FILE_OR_FOLDER", DefaultValueFactory = _ => [] };
    private readonly Option<string> run = new("--run") { Description = "The run folder: configuration, metrics, checkpoints, weights", HelpName = "DIR", Required = true };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the run in --run, by its own configuration" };
    private readonly Option<string?> from = new("--from") { Description = "Weights to begin with: a run folder, a .safetensors file, or the name of weights that ship; of a network of the same shape, spiking or artificial", HelpName = "RUN_OR_FILE" };
    private readonly Option<bool> dgs = new("--dgs") { Description = "Evolve the surrogate gradients of the neurons while training, each layer by itself (dgs.* says how); their course is surrogates.jsonl, and the run's genotype has the last" };
    private readonly Option<string?> genotype = new("--genotype") { Description = "A genotype file or the name of a built-in one", HelpName = "FILE_OR_NAME" };

    public TrainStereoCommand()
        : base(
            "stereo",
            "Trains a spiking stereo network on recordings with ground truth; Ctrl-C leaves a checkpoint to go on from.",
            "evs train stereo --data data --run runs/first --set training.steps=2000 --set network.featureMultiplier=4 --set network.matchingMultiplier=4",
            "evs train stereo --data mvsec --split mvsec-1:train --validation mvsec-1:validation=mvsec --run runs/mvsec",
            "evs train stereo --data mvsec-1:train=mvsec --data simulated --set 'training.mix=[3,1]' --run runs/mixed",
            "evs train stereo --data data --run runs/tuned --from runs/first --set training.learningRate=0.001",
            "evs train stereo --data data --run runs/dgs --dgs --set dgs.every=50 --set 'dgs.layers=[\"stem\",\"matching.*\"]'",
            "evs train stereo --run runs/first --resume",
            "evs train stereo --data data --run runs/two --data-parallel")
    {
        foreach (Option option in (Option[])[data, DataOptions.Split, validation, run, resume, from, genotype, dgs, DataParallel.Option, CommonOptions.Seed, CommonOptions.Threads, CommonOptions.Device, KernelOptions.Kernels, CommonOptions.Config, CommonOptions.Set])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; } =
    [
        "Important keys, given by --set or --config (docs/training.md lists all):",
        "  training.steps, training.epochs                how long; steps go before epochs",
        "  training.batchSize, training.accumulate        clips at once, and how many such micro-batches make a step",
        "  training.clipWindows, training.burnInWindows   windows of a clip, and those at its start without loss",
        "  training.truncateWindows, training.carryState  back-propagation through fewer windows; membranes kept from clip to clip",
        "  training.optimizer.kind                        adamW, adam, sgd, rmsProp",
        "  training.schedule.kind                         cosine, step (with milestoneEpochs or milestoneSteps, factor), constant",
        "  training.learningRate, training.warmupSteps    the highest rate, and the steps it takes to get there",
        "  training.cropHeight, training.cropWidth        size of the random crops",
        "  training.lossPixels                            events or dense",
        "  training.checkpointEvery, training.validateEvery   in steps",
        "  dgs.layers, dgs.every, dgs.batches, dgs.families   which layers evolve their surrogates, how often and on how much, families too (docs/search.md)",
        "  network.featureMultiplier, network.matchingMultiplier   width of the network, 8 as published",
    ];

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        return DataParallel.Run(context, ranks => Train(context, device, ranks));
    }

    private int Train(CommandContext context, Device device, IRankExchange ranks)
    {
        long started = Stopwatch.GetTimestamp();
        using StereoTrainingRun training = Open(context, device, ranks);
        if (ranks.Rank > 0)
        {
            training.Run((_, _) => { }, context.Cancellation); // the first rank writes and reports
            return ExitCode.Done;
        }

        (TrainingStep? step, StereoValidation? held) last = default;
        TrainingPace pace = new(training.StepsDone, training.TotalSteps, training.SamplesAStep, TimeProvider.System);
        context.Progress.Track("training", progress =>
        {
            training.Run(
                (step, held) =>
                {
                    last = (step, held ?? last.held);
                    progress.Report((step.Step + 1.0) / training.TotalSteps, pace.Describe(step, held, training.MeanTemperature));
                },
                context.Cancellation);
            return true;
        });
        TrainReport report = TrainReport.Of(Path.GetFullPath(context.Get(run)!), training, last.step, last.held, Stopwatch.GetElapsedTime(started).TotalSeconds); // --run is required
        context.Output.Write(Tables.Facts(
            ("run", report.Run),
            ("parameters", Figures.Count(report.Parameters)),
            ("trained on", $"{Figures.Count(report.Windows)} windows of {Figures.Count(report.Recordings)} recordings"),
            ("steps", Figures.Count(report.Steps)),
            ("last loss", $"{Figures.Number(report.Loss, 4)} nat, 1PE {Figures.Number(report.OnePixelErrorPercent)} %, firing rate {Figures.Number(100 * report.FiringRate)} %"),
            ("held out", report.Validation is { } heldOut ? Describe(heldOut) : "-"),
            ("best held out", report.Best is { } best ? $"{Describe(best.Validation)}, after step {Figures.Count(best.Step + 1)}" : "-"),
            ("seconds", Figures.Number(report.Seconds, 1))));
        context.Report(report);
        return ExitCode.Done;
    }

    private StereoTrainingRun Open(CommandContext context, Device device, IRankExchange ranks)
    {
        string folder = context.Get(run)!; // required
        if (!context.Get(resume))
        {
            return StereoTrainingRun.Start(folder, Configure(context, device), device, ranks);
        }

        Option? given = ((Option[])[data, DataOptions.Split, validation, from, genotype, dgs, KernelOptions.Kernels, CommonOptions.Seed, CommonOptions.Config, CommonOptions.Set]).FirstOrDefault(context.Has);
        return given is null
            ? StereoTrainingRun.Resume(folder, device, ranks)
            : throw new UsageException($"--resume goes on by the run's own configuration; leave out {given.Name}");
    }

    /// <summary>The configuration file and --set, under the options of the command line.</summary>
    private StereoRunConfig Configure(CommandContext context, Device device)
    {
        StereoRunConfig config = ConfigFile.Load(new StereoRunConfig(), context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!); // has a default
        return config with
        {
            Data = context.Has(data) ? context.Get(data)! : config.Data, // given
            Split = context.Get(DataOptions.Split)?.ToString() ?? config.Split,
            Validation = context.Has(validation) ? context.Get(validation)! : config.Validation, // given
            Seed = context.Has(CommonOptions.Seed) ? context.Seed : config.Seed,
            InitialWeights = context.Get(from) is { } begun ? (File.Exists(begun) ? begun : TrainedModels.Find(begun)) : config.InitialWeights,
            Dgs = config.Dgs ?? (context.Get(dgs) ? new SurrogateEvolutionConfig() : null),
            Training = config.Training with { Kernels = KernelOptions.Select(context, device, config.Training.Kernels) },
            Network = config.Network with { Genotype = context.Get(genotype) ?? config.Network.Genotype },
        };
    }

    private static string Describe(StereoValidation held) =>
        $"loss {Figures.Number(held.Loss, 4)} nat, 1PE {Figures.Number(held.OnePixelErrorPercent)} %, mean error {Figures.Number(held.MeanDisparityErrorPx)} px at {Figures.Count(held.Pixels)} pixels";
}
