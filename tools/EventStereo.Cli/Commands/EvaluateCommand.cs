using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.Search.Classification.Evaluation;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs evaluate RUN...</c>: disparity and depth errors on recordings with ground truth, of any number of networks and of baselines; of classification runs their accuracy on test samples.</summary>
internal sealed class EvaluateCommand : EvsCommand
{
    private readonly Argument<string[]> runs = TrainedModels.Arguments();
    private readonly Option<string[]> data = DataOptions.Data("What to evaluate on, with ground truth (of classification runs the folder of their data set, if it is not where it was in training)");
    private readonly Option<EvaluationProtocol> protocol = new("--protocol")
    {
        Description = $"Rules of scoring (docs/protocols.md): {string.Join("; ", EvaluationProtocol.All.Select(known => $"{known.Name} ({known.Description})"))}",
        HelpName = string.Join('|', EvaluationProtocol.All.Select(known => known.Name)),
        DefaultValueFactory = _ => EvaluationProtocol.Events,
        CustomParser = result =>
        {
            try
            {
                return EvaluationProtocol.Parse(result.Tokens[0].Value);
            }
            catch (FormatException unknown)
            {
                result.AddError($"--protocol {unknown.Message}");
                return null;
            }
        },
    };

    private readonly Option<WeightsChoice?> weights = new("--weights")
    {
        Description = "Weights of the last step, those that did best on validation data, or both; if not given, the last and, where a run has them, the best",
        HelpName = "last|best|both",
    };

    private readonly Option<bool> seeds = new("--seeds") { Description = "The runs (or those in the one folder given) are seeds of one configuration: also mean and standard deviation of every metric" };
    private readonly Option<bool> baselines = new("--baselines") { Description = "Also score semi-global matching, block matching and correlation on the same windows and pixels" };
    private readonly Option<bool> perRecording = new("--per-recording") { Description = "Also the scores on each recording, or sequence of a split" };
    private readonly Option<int?> frames = new("--frames") { Description = "A quick look: only the first N frames of each recording", HelpName = "N" };

    public EvaluateCommand()
        : base(
            "evaluate",
            "Disparity and depth errors of networks on recordings with ground truth, under a named protocol. Classification runs: top-1, top-5, classes and confusions on the test samples of their data set.",
            "evs evaluate runs/first --data scene.hdf5",
            "evs evaluate runs/first runs/second --data held-out --protocol events --baselines --json -",
            "evs evaluate runs/seeds --seeds --data held-out --per-recording",
            "evs evaluate stereo-small --data mvsec --split mvsec-1:test --protocol ddes",
            "evs evaluate runs/fashion --json -",
            "evs evaluate stereo-small --data samples/pendulum_3s_mvsec_gzip.hdf5 --sensor 128x128 --reference samples/pendulum_3s_modes_50ms.csv")
    {
        frames.RequireRange(1, int.MaxValue);
        Arguments.Add(runs);
        foreach (Option option in (Option[])
            [data, DataOptions.Split, protocol, weights, seeds, baselines, perRecording, frames, ReferenceScoring.Reference, ReferenceScoring.ShiftRightPx, ReferenceScoring.DelayRightMs,
                DataOptions.Rig, RecordingOptions.Sensor, CommonOptions.Threads, CommonOptions.Device, KernelOptions.Kernels])
        {
            Options.Add(option);
        }
    }

    /// <summary>The methods without learning that are scored beside networks.</summary>
    public static IReadOnlyList<IStereoMethod> Baselines(int maxDisparityPx) =>
    [
        new BaselineMethod(new SemiGlobalBaseline(), maxDisparityPx),
        new BaselineMethod(new BlockMatchingBaseline(), maxDisparityPx),
        new BaselineMethod(new CorrelationBaseline(), maxDisparityPx),
    ];

    protected override int Run(CommandContext context)
    {
        string[] names = context.Get(runs);
        string[] given = context.Get(data)!; // has a default
        if (names.Any(ClassificationModel.IsRun))
        {
            return RunClassification(context, names, given);
        }

        if (given.Length == 0)
        {
            throw new UsageException("nothing to evaluate on; give --data FILE_OR_FOLDER");
        }

        TorchSharp.torch.Device device = Devices.Select(context);
        DatasetSelection? split = context.Get(DataOptions.Split);
        IReadOnlyList<string> files = split is null ? DataOptions.Files(given) : [];
        bool asSeeds = context.Get(seeds);
        using EvaluatedRuns evaluated = EvaluatedRuns.Load(asSeeds ? EvaluatedRuns.Expand(names) : names, context.Get(weights), device, KernelOptions.Select(context, device));
        if (asSeeds)
        {
            evaluated.RequireSeedsOfOneConfiguration();
        }

        IStereoMethod[] methods = [.. evaluated.Rows.Select(row => new NetworkMethod(row.Name, row.Predictor)), .. context.Get(baselines) ? Baselines(evaluated.MaxDisparityPx) : []];
        if (context.Has(ReferenceScoring.Reference))
        {
            RefuseWithReference(context);
            ReferenceReport scored = ReferenceScoring.Run(context, evaluated.Config, methods, files);
            ReferenceScoring.Print(context.Output, scored);
            context.Report(scored);
            return ExitCode.Done;
        }

        EvaluateReport report = Evaluate(context, evaluated, methods, split, split is null ? files : given);
        EvaluatePrinting.Print(context.Output, report);
        EvaluatePrinting.Print(context.Output, report.Seconds);
        context.Report(report);
        return ExitCode.Done;
    }

    private int RunClassification(CommandContext context, string[] names, string[] given)
    {
        if (names.FirstOrDefault(name => !ClassificationModel.IsRun(name)) is { } other)
        {
            throw new UsageException($"{other}: no classification run, and others are; evaluate the two kinds apart");
        }

        Option[] ofStereo = [DataOptions.Split, protocol, seeds, baselines, perRecording, frames, ReferenceScoring.Reference, ReferenceScoring.ShiftRightPx, ReferenceScoring.DelayRightMs, DataOptions.Rig, RecordingOptions.Sensor, KernelOptions.Kernels];
        if (ofStereo.FirstOrDefault(context.Has) is { } wrong)
        {
            throw new UsageException($"{wrong.Name} is for stereo runs");
        }

        if (given.Length > 1 || context.Get(weights) == WeightsChoice.Both)
        {
            throw new UsageException("classification runs take one --data DIR, and --weights last or best");
        }

        IReadOnlyList<ClassifyEvaluateReport> reports = ClassifyEvaluation.Run(context, names, given is [var dataFolder] ? dataFolder : null, context.Get(weights));
        ClassifyEvaluation.Print(context.Output, reports);
        if (reports is [var only])
        {
            context.Report(only);
        }
        else
        {
            context.Report(reports);
        }

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

    private EvaluateReport Evaluate(CommandContext context, EvaluatedRuns evaluated, IReadOnlyList<IStereoMethod> methods, DatasetSelection? split, IReadOnlyList<string> paths)
    {
        EvaluationProtocol rules = context.Get(protocol)!; // it has a default
        StereoEvaluator evaluator = new(methods, rules)
        {
            WindowUs = evaluated.Config.Training.WindowUs,
            Channels = evaluated.Config.Network.InputChannels,
            MaxFrames = context.Get(frames) ?? int.MaxValue,
        };
        EventLosses losses = split is null ? AddFiles(context, evaluator, paths) : AddSplit(context, evaluator, split, paths);
        if (evaluator.Recordings.Count == 0)
        {
            throw new InvalidDataException($"{string.Join(", ", paths)}: no pixel was scored: no map had ground truth where protocol {rules} asks for it");
        }

        EvaluateReport report = EvaluateReport.Of(rules, split?.ToString() ?? "all", evaluated.Rows, evaluator, losses) with
        {
            FirstFrames = context.Get(frames),
            Recordings = context.Get(perRecording)
                ? [.. evaluator.Recordings.Select(one => new EvaluateRecording(one.Recording, [.. one.Methods.Select(score => EvaluateMethod.Of(rules, score))]))]
                : null,
        };
        return context.Get(seeds) ? report.WithSeeds() : report;
    }

    private EventLosses AddSplit(CommandContext context, StereoEvaluator evaluator, DatasetSelection split, IReadOnlyList<string> folder)
    {
        DatasetOptions options = new()
        {
            WindowUs = evaluator.WindowUs,
            Channels = evaluator.Channels,
            Ddes = context.Get(protocol)!.OpensWindows, // it has a default
            WithDepth = true,
        };
        using StereoDataset whole = DataOptions.OpenSplit(split, folder, options);
        using StereoDataset part = whole.First(evaluator.MaxFrames);
        context.Progress.Track("evaluating", progress =>
        {
            evaluator.Add(part, progress, context.Cancellation);
            return true;
        });
        return part.Losses;
    }

    private void RefuseWithReference(CommandContext context)
    {
        if (((Option[])[DataOptions.Split, protocol, seeds, perRecording, frames]).FirstOrDefault(context.Has) is Option other)
        {
            throw new UsageException($"--reference scores one number a window of a recording: {other.Name} does not go with it");
        }
    }
}
