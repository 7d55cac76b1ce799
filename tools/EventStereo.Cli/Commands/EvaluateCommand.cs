using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Metrics;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs evaluate RUN</c>: disparity and depth errors on recordings with ground truth, baselines beside them.</summary>
internal sealed class EvaluateCommand : EvsCommand
{
    private readonly Argument<string> run = TrainedModels.Argument();
    private readonly Option<string[]> data = DataOptions.Data("What to evaluate on, with ground truth");
    private readonly Option<EvaluationProtocol> protocol = new("--protocol")
    {
        Description = "Pixels scored: events (ground truth and an event of the left camera in the window), dense (all ground truth), or ddes (dense, rounded as the published protocol stores it)",
        HelpName = "events|dense|ddes",
        DefaultValueFactory = _ => EvaluationProtocol.Events,
    };

    private readonly Option<bool> baselines = new("--baselines") { Description = "Also score semi-global matching and correlation on the same windows and pixels" };

    public EvaluateCommand()
        : base(
            "evaluate",
            "Disparity and depth errors of a network on recordings with ground truth, under a named protocol.",
            "evs evaluate runs/first --data scene.hdf5",
            "evs evaluate runs/first --data held-out --protocol events --baselines --json -",
            "evs evaluate stereo-small --data mvsec --split mvsec-1:test --protocol ddes",
            "evs evaluate stereo-small --data samples/pendulum_3s_mvsec_gzip.hdf5 --sensor 128x128 --reference samples/pendulum_3s_modes_50ms.csv")
    {
        data.Required = true;
        Arguments.Add(run);
        foreach (Option option in (Option[])[data, DataOptions.Split, protocol, baselines, ReferenceScoring.Reference, ReferenceScoring.ShiftRightPx, ReferenceScoring.DelayRightMs, DataOptions.Rig, RecordingOptions.Sensor, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    /// <summary>Semi-global matching and correlation, as scored beside a network.</summary>
    public static IReadOnlyList<IStereoMethod> Baselines(int maxDisparityPx) =>
        [new BaselineMethod(new SemiGlobalBaseline(), maxDisparityPx), new BaselineMethod(new CorrelationBaseline(), maxDisparityPx)];

    /// <summary>Prints the scores of all methods.</summary>
    public static void Print(IAnsiConsole output, EvaluateReport report)
    {
        output.WriteLine($"protocol {report.Protocol}, split {report.Split}, {Figures.Count(report.Frames)} frames, {Figures.Count(report.Pixels)} pixels; mean over frames, a hole counts as wrong");
        Table table = Tables.Create("method", ">mean px", ">median px", ">1PE %", ">1PA %", ">3PE %", ">mean depth m", ">median depth m", ">holes %");
        foreach (EvaluateMethod method in report.Methods)
        {
            table.Row(
                method.Name,
                Figures.Number(method.MeanDisparityErrorPx, 3),
                Figures.Number(method.MedianDisparityErrorPx, 3),
                Figures.Number(method.OnePixelErrorPercent),
                Figures.Number(method.OnePixelAccuracyPercent),
                Figures.Number(method.ThreePixelErrorPercent),
                Figures.Number(method.MeanDepthErrorM, 3),
                Figures.Number(method.MedianDepthErrorM, 3),
                Figures.Number(method.HolesPercent));
        }

        output.Write(table);
    }

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        IReadOnlyList<string> given = context.Get(data)!; // required
        DatasetSelection? split = context.Get(DataOptions.Split);
        IReadOnlyList<string> files = split is null ? DataOptions.Files(given) : [];
        using StereoModel model = TrainedModels.Load(context.Get(run), device);
        using StereoPredictor predictor = new(model.Network, device);
        int maxDisparityPx = model.Config.Network.MaxDisparityPx;
        IReadOnlyList<IStereoMethod> methods = [new NetworkMethod(model.Name, predictor), .. context.Get(baselines) ? Baselines(maxDisparityPx) : []];
        if (context.Has(ReferenceScoring.Reference))
        {
            if (split is not null)
            {
                throw new UsageException("--reference goes with a recording, not with --split");
            }

            ReferenceReport scored = ReferenceScoring.Run(context, model, methods, files);
            ReferenceScoring.Print(context.Output, scored);
            context.Report(scored);
            return ExitCode.Done;
        }

        StereoEvaluator evaluator = new(methods, context.Get(protocol))
        {
            WindowUs = model.Config.Training.WindowUs,
            Channels = model.Config.Network.InputChannels,
        };
        EventLosses losses = split is null ? AddFiles(context, evaluator, files) : AddSplit(context, evaluator, split, given);
        EvaluateReport report = EvaluateReport.Of(context.Get(protocol), split?.ToString() ?? "all", Scores(evaluator, given), losses);
        Print(context.Output, report);
        context.Report(report);
        return ExitCode.Done;
    }

    private static EventLosses AddFiles(CommandContext context, StereoEvaluator evaluator, IReadOnlyList<string> files)
    {
        EventLosses losses = new();
        context.Progress.Track("evaluating", progress =>
        {
            for (int i = 0; i < files.Count; i++)
            {
                using IEventRecording recording = RecordingOptions.OpenStereo(context, files[i]);
                using MvsecGroundTruth truth = RecordingOptions.OpenTruth(recording) ?? throw new InvalidDataException($"{files[i]}: no ground truth in the file or beside it");
                evaluator.Add(recording, truth, context.Get(DataOptions.Rig), losses, new PartProgress(progress, i, files.Count), context.Cancellation);
            }

            return true;
        });
        return losses;
    }

    private EventLosses AddSplit(CommandContext context, StereoEvaluator evaluator, DatasetSelection split, IReadOnlyList<string> folder)
    {
        DatasetOptions options = new() { WindowUs = evaluator.WindowUs, Channels = evaluator.Channels, Ddes = context.Get(protocol) == EvaluationProtocol.Ddes };
        using StereoDataset dataset = DataOptions.OpenSplit(split, folder, options);
        context.Progress.Track("evaluating", progress =>
        {
            evaluator.Add(dataset, progress, context.Cancellation);
            return true;
        });
        return dataset.Losses;
    }

    private static IReadOnlyList<MethodScore> Scores(StereoEvaluator evaluator, IReadOnlyList<string> files)
    {
        try
        {
            return evaluator.Scores;
        }
        catch (InvalidOperationException nothing)
        {
            throw new InvalidDataException($"{string.Join(", ", files)}: {nothing.Message}", nothing);
        }
    }
}
