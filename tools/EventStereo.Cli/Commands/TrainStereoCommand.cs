using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training.Parallel;
using EventStereo.StereoNet.Training;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs train stereo</c>: trains a genotype's network on recordings with ground truth.</summary>
internal sealed class TrainStereoCommand : EvsCommand
{
    private readonly Option<string[]> data = new("--data") { Description = "A recording with ground truth, or a folder of them; may be repeated", HelpName = "FILE_OR_FOLDER", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> validation = new("--validation") { Description = "Recordings held out, on which the run reports; may be repeated", HelpName = "FILE_OR_FOLDER", DefaultValueFactory = _ => [] };
    private readonly Option<string> run = new("--run") { Description = "The run folder: configuration, metrics, checkpoints, weights", HelpName = "DIR", Required = true };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with the run in --run, by its own configuration" };
    private readonly Option<string?> genotype = new("--genotype") { Description = "A genotype file or the name of a built-in one", HelpName = "FILE_OR_NAME" };

    public TrainStereoCommand()
        : base(
            "stereo",
            "Trains a spiking stereo network on recordings with ground truth; Ctrl-C leaves a checkpoint to go on from.",
            "evs train stereo --data data --run runs/first --set training.steps=2000 --set network.featureMultiplier=4 --set network.matchingMultiplier=4",
            "evs train stereo --data mvsec --split mvsec-1:train --run runs/mvsec",
            "evs train stereo --run runs/first --resume",
            "evs train stereo --data data --run runs/two --data-parallel")
    {
        foreach (Option option in (Option[])[data, DataOptions.Split, validation, run, resume, genotype, DataParallel.Option, CommonOptions.Seed, CommonOptions.Threads, CommonOptions.Device, CommonOptions.Config, CommonOptions.Set])
        {
            Options.Add(option);
        }
    }

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
        context.Progress.Track("training", progress =>
        {
            training.Run(
                (step, held) =>
                {
                    last = (step, held ?? last.held);
                    progress.Report((step.Step + 1.0) / training.TotalSteps, Describe(step, held, training.TotalSteps));
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
            ("last loss", $"{Figures.Number(report.Loss, 4)} nat, 1PE {Figures.Number(report.OnePixelErrorPercent)} %"),
            ("held out", report.Validation is { } heldOut ? $"loss {Figures.Number(heldOut.Loss, 4)} nat, 1PE {Figures.Number(heldOut.OnePixelErrorPercent)} %, mean error {Figures.Number(heldOut.MeanDisparityErrorPx)} px at {Figures.Count(heldOut.Pixels)} pixels" : "-"),
            ("seconds", Figures.Number(report.Seconds, 1))));
        context.Report(report);
        return ExitCode.Done;
    }

    private StereoTrainingRun Open(CommandContext context, Device device, IRankExchange ranks)
    {
        string folder = context.Get(run)!; // required
        if (!context.Get(resume))
        {
            return StereoTrainingRun.Start(folder, Configure(context), device, ranks);
        }

        Option? given = ((Option[])[data, DataOptions.Split, validation, genotype, CommonOptions.Seed, CommonOptions.Config, CommonOptions.Set]).FirstOrDefault(context.Has);
        return given is null
            ? StereoTrainingRun.Resume(folder, device, ranks)
            : throw new UsageException($"--resume goes on by the run's own configuration; leave out {given.Name}");
    }

    /// <summary>The configuration file and --set, under the options of the command line.</summary>
    private StereoRunConfig Configure(CommandContext context)
    {
        StereoRunConfig config = ConfigFile.Load(new StereoRunConfig(), context.Get(CommonOptions.Config), context.Get(CommonOptions.Set)!); // has a default
        return config with
        {
            Data = context.Has(data) ? context.Get(data)! : config.Data, // given
            Split = context.Get(DataOptions.Split)?.ToString() ?? config.Split,
            Validation = context.Has(validation) ? context.Get(validation)! : config.Validation, // given
            Seed = context.Has(CommonOptions.Seed) ? context.Seed : config.Seed,
            Network = config.Network with { Genotype = context.Get(genotype) ?? config.Network.Genotype },
        };
    }

    private static string Describe(TrainingStep step, StereoValidation? held, int steps)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"step {step.Step + 1} of {steps}, loss {step.Loss:0.000}, 1PE {step.OnePixelErrorPercent:0.0} %");
        return held is null ? line : string.Create(CultureInfo.InvariantCulture, $"{line}, held out {held.Loss:0.000}, 1PE {held.OnePixelErrorPercent:0.0} %");
    }
}
