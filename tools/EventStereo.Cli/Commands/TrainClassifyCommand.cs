using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs train classify</c>: trains a genotype's classification network on images or event recordings.</summary>
internal sealed class TrainClassifyCommand : EvsCommand
{
    private readonly Option<string?> preset = new("--preset") { Description = $"Settings to begin with: {string.Join("; ", ClassificationPresets.Descriptions.Select(known => $"{known.Name} ({known.Description})"))}", HelpName = "NAME" };
    private readonly Option<string?> data = new("--data") { Description = "The folder of the data set, as it was unpacked", HelpName = "DIR" };
    private readonly Option<string> run = new("--run") { Description = "The run folder: configuration, metrics, checkpoints, weights", HelpName = "DIR", Required = true };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the run in --run, by its own configuration" };
    private readonly Option<string?> genotype = new("--genotype") { Description = "A genotype file or the name of a built-in one", HelpName = "FILE_OR_NAME" };
    private readonly Option<string?> from = new("--from") { Description = "Weights to begin with: a run folder or a .safetensors file; of a network of the same shape, spiking or artificial", HelpName = "RUN_OR_FILE" };
    private readonly Option<bool> dgs = new("--dgs") { Description = "Evolve the surrogate gradients of the neurons while the network trains, each layer by itself (dgs.* says how); the run's genotype has them at the end" };
    private readonly Option<bool> strict = new("--strict") { Description = "End at a sample that cannot be read; else it is left out and told" };

    public TrainClassifyCommand()
        : base(
            "classify",
            "Trains a spiking network to name what images or event recordings show; Ctrl-C leaves a checkpoint to go on from. The weights that did best on held-out training samples are kept beside the last ones; the test samples are not touched.",
            "evs train classify --preset fashion-mnist --data /usr/share/datasets/fashion-mnist --run runs/fashion",
            "evs train classify --preset cifar10 --data cifar-10-batches-bin --run runs/cifar10",
            "evs train classify --preset cifar10 --data cifar-10-batches-bin --run runs/cifar10-dgs --dgs --set 'dgs.layers=[\"stem\"]'",
            "evs train classify --run runs/fashion --resume")
    {
        foreach (Option option in (Option[])[preset, data, run, resume, genotype, from, dgs, strict, CommonOptions.Seed, CommonOptions.Threads, CommonOptions.Device, KernelOptions.Kernels, CommonOptions.Config, CommonOptions.Set])
        {
            Options.Add(option);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; } =
    [
        "Important keys, given by --set or --config (docs/classification.md lists all):",
        "  training.epochs, training.steps, training.batchSize   how long, and samples at once; steps go before epochs",
        "  training.learningRate, training.optimizer.kind        the highest rate; sgd, adamW, adam, rmsProp",
        "  training.loss, training.labelSmoothing                mean, or perStep (TET)",
        "  training.augmentation.cropPaddingPx, ....cutoutPx     random changes of the training samples",
        "  training.augmentation.autoAugment, training.mixupAlpha  searched policies (cifar10, imageNet); samples mixed in pairs",
        "  training.workers                                      threads that read and change samples",
        "  training.rateWeight, training.targetRate              bound on the firing rates",
        "  network.filterMultiplier, network.steps               width, and time steps of an image",
        "  network.readout                                       spikes, as published, or means: better for narrow networks of few steps",
        "  data.validationShare, data.trainingSamples            held out of each class; only a part of the training samples",
    ];

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        long started = Stopwatch.GetTimestamp();
        using ClassificationTrainingRun training = Open(context, device);
        ClassificationStep? last = null;
        ClassificationValidation? held = null;
        double waited = 0;
        HashSet<string> broken = [];
        context.Progress.Track("training", progress =>
        {
            training.Run(
                (step, validation) =>
                {
                    (last, held, waited) = (step, validation ?? held, waited + step.WaitSeconds);
                    broken.UnionWith([.. step.Broken, .. validation?.Broken ?? []]);
                    progress.Report((step.Step + 1.0) / training.TotalSteps, Describe(training, step, held, Stopwatch.GetElapsedTime(started)));
                },
                context.Cancellation);
            return true;
        });
        TrainClassifyReport report = TrainClassifyReport.Of(Path.GetFullPath(context.Get(run)!), training, last, Stopwatch.GetElapsedTime(started).TotalSeconds, waited); // --run is required
        context.Output.Write(Tables.Facts(
            ("run", report.Run),
            ("parameters", Figures.Count(report.Parameters)),
            ("trained on", $"{Figures.Count(report.TrainingSamples)} samples{(broken.Count > 0 ? $", {Figures.Count(broken.Count)} of all could not be read, such as {broken.First()}" : "")}"),
            ("steps", Figures.Count(report.Steps)),
            ("last loss", $"{Figures.Number(report.Loss, 4)} nat, firing rate {Figures.Number(100 * report.FiringRate)} %"),
            ("best held out", report.Best is { } best ? $"{Figures.Number(best.Top1Percent)} % of {Figures.Count(best.Images)}, loss {Figures.Number(best.Loss, 4)} nat" : "-"),
            ("seconds", $"{Figures.Number(report.Seconds, 1)}, {Figures.Number(100 * waited / report.Seconds, 1)} % of them waiting for data")));
        context.Report(report);
        return ExitCode.Done;
    }

    private ClassificationTrainingRun Open(CommandContext context, Device device)
    {
        string folder = context.Get(run)!; // required
        if (!context.Get(resume))
        {
            return ClassificationTrainingRun.Start(folder, Configure(context, device), device);
        }

        Option? given = ((Option[])[preset, data, genotype, from, dgs, strict, KernelOptions.Kernels, CommonOptions.Seed, CommonOptions.Config, CommonOptions.Set]).FirstOrDefault(context.Has);
        return given is null
            ? ClassificationTrainingRun.Resume(folder, device)
            : throw new UsageException($"--resume goes on by the run's own configuration; leave out {given.Name}");
    }

    /// <summary>The preset, the configuration file and --set, under the options of the command line.</summary>
    private ClassificationRunConfig Configure(CommandContext context, Device device)
    {
        string? name = context.Get(preset);
        if (name is not null && !ClassificationPresets.Names.Contains(name))
        {
            throw new UsageException($"--preset: '{name}' is none; there are {string.Join(", ", ClassificationPresets.Names)}");
        }

        ClassificationRunConfig config = ConfigFile.Load(name is null ? new ClassificationRunConfig() : ClassificationPresets.Find(name), context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!); // has a default
        return config with
        {
            Data = config.Data with { Folder = context.Get(data) ?? config.Data.Folder },
            Seed = context.Has(CommonOptions.Seed) ? context.Seed : config.Seed,
            Training = config.Training with { Kernels = KernelOptions.Select(context, device, config.Training.Kernels), Strict = config.Training.Strict || context.Get(strict) },
            Network = config.Network with { Genotype = context.Get(genotype) ?? config.Network.Genotype },
            InitialWeights = context.Get(from) ?? config.InitialWeights,
            Dgs = config.Dgs ?? (context.Get(dgs) ? new SurrogateEvolutionConfig() : null),
        };
    }

    private static string Describe(ClassificationTrainingRun training, ClassificationStep step, ClassificationValidation? held, TimeSpan elapsed)
    {
        int done = step.Step + 1 - training.StepsDone;
        TimeSpan left = TimeSpan.FromSeconds(Math.Round(elapsed.TotalSeconds / done * (training.TotalSteps - step.Step - 1)));
        string rate = double.IsFinite(step.FiringRate) ? string.Create(CultureInfo.InvariantCulture, $"firing rate {100 * step.FiringRate:0.0} %, ") : "";
        string surrogates = training.MeanTemperature is { } mean ? string.Create(CultureInfo.InvariantCulture, $"surrogates {mean:0.00}, ") : "";
        string validated = held is null ? "" : string.Create(CultureInfo.InvariantCulture, $"held out {held.Top1Percent:0.00} %, ");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {(step.Step / training.StepsPerEpoch) + 1}, step {step.Step + 1} of {training.TotalSteps}, loss {step.Loss:0.000}, right {100 - step.ErrorPercent:0.0} %, {validated}{rate}{surrogates}{done * (double)training.SamplesAStep / elapsed.TotalSeconds:0} images/s, {left:c} left");
    }
}
