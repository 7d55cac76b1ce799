using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;
using EventStereo.StereoNet.Training;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs evaluate RUN --reference CSV</c>: a recording without depth, scored by one dominant disparity a window.</summary>
internal static class ReferenceScoring
{
    /// <summary>The table of dominant disparities.</summary>
    public static readonly Option<string?> Reference = new("--reference")
    {
        Description = "Scores the median disparity of each window against this table of fromUs,disparityPx,pairs,usable instead of depth; right is within 3 px",
        HelpName = "CSV",
    };

    /// <summary>The control that must move the answer.</summary>
    public static readonly Option<int> ShiftRightPx = new("--shift-right-px") { Description = "With --reference: moves the right camera's columns to the left; the reference grows by as much", HelpName = "N", DefaultValueFactory = _ => 0 };

    /// <summary>The control that must take the answer away.</summary>
    public static readonly Option<int> DelayRightMs = new("--delay-right-ms") { Description = "With --reference: takes the right camera's events from so much later", HelpName = "N", DefaultValueFactory = _ => 0 };

    static ReferenceScoring()
    {
        ShiftRightPx.RequireRange(0, 1000);
        DelayRightMs.RequireRange(0, 3_600_000);
    }

    /// <summary>Scores <paramref name="methods"/> and the best constant on one recording.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or no window is usable.</exception>
    public static ReferenceReport Run(CommandContext context, StereoRunConfig config, IReadOnlyList<IStereoMethod> methods, IReadOnlyList<string> files)
    {
        if (files.Count != 1)
        {
            throw new UsageException("--reference goes with one recording in --data");
        }

        string table = InputFile.Require(context.Get(Reference)!); // the caller has seen that it is given
        IReadOnlyList<ReferenceDisparity> reference = ReferenceDisparity.Read(table);
        float[] usable = [.. reference.Where(window => window.Usable).Select(window => window.DisparityPx)];
        if (usable.Length == 0)
        {
            throw new InvalidDataException($"{table}: no usable window");
        }

        using IEventRecording recording = RecordingOptions.OpenStereo(context, files[0]);
        ReferenceComparison comparison = new(recording, reference)
        {
            WindowUs = config.Training.WindowUs,
            Channels = config.Network.InputChannels,
            RightShiftPx = context.Get(ShiftRightPx),
            RightDelayUs = 1000L * context.Get(DelayRightMs),
        };
        IStereoMethod[] all = [.. methods, new BaselineMethod(ConstantBaseline.Best(usable, comparison.TolerancePx), config.Network.MaxDisparityPx)];
        ReferenceScore[] scores = context.Progress.Track("evaluating", progress => all
            .Select((method, i) => ReferenceScore.Of(method.Name, comparison.Score(method, new PartProgress(progress, i, all.Length), context.Cancellation)))
            .ToArray());
        return new ReferenceReport(files[0], table, comparison.RightShiftPx, context.Get(DelayRightMs), scores);
    }

    /// <summary>Prints the scores.</summary>
    public static void Print(IAnsiConsole output, ReferenceReport report)
    {
        Table table = Tables.Create("method", ">windows within 3 px", ">of", ">%", ">mean error px");
        foreach (ReferenceScore score in report.Methods)
        {
            table.Row(score.Method, $"{score.Within}", $"{score.Windows}", Figures.Number(score.WithinPercent, 1), Figures.Number(score.MeanErrorPx));
        }

        output.Write(table);
    }
}
