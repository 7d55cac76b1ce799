using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Mvsec;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs convert IN OUT</c>: recording to spike tensors, or recording to recording.</summary>
internal sealed class ConvertCommand : EvsCommand
{
    private const string Tensors = "npz";
    private const string Recording = "mvsec";
    private readonly Argument<string> input = RecordingOptions.Input("IN");
    private readonly Argument<string> output = new("OUT") { Description = "Spike tensors (.npz) or a recording (.hdf5, .h5)" };
    private readonly Option<string?> to = new("--to") { Description = "Format of OUT, where its name does not say", HelpName = $"{Tensors}|{Recording}" };
    private readonly Option<string> encoding = new("--encoding") { Description = "How events become tensors: sbt, the sign of the summed polarity in each of --bins equal slices, the oldest first", HelpName = "sbt", DefaultValueFactory = _ => "sbt" };
    private readonly Option<int?> events = new("--events") { Description = "Cut a window after every N left events instead of by time", HelpName = "N" };
    private readonly Option<string?> at = new("--at") { Description = "End the windows at the ground truth's time stamps", HelpName = "ground-truth" };
    private readonly Option<int> bins = new("--bins") { Description = "Slices of a window", HelpName = "N", DefaultValueFactory = _ => StackingBasedOnTime.DefaultChannels };
    private readonly Option<string?> calibration = new("--calibration") { Description = "Folder with MVSEC's four rectification maps (*left_x_map.txt, ...)", HelpName = "FOLDER" };
    private readonly Option<string?> rectify = new("--rectify") { Description = "Rectify by --calibration: to the nearest pixel, as published converters do, or exactly, spread over four pixels", HelpName = "nearest|exact", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> strict = new("--strict") { Description = "Refuse (exit 3) a recording of which an event had to be dropped or reordered" };

    public ConvertCommand()
        : base(
            "convert",
            "Recording to spike tensors that numpy opens, or recording to recording; says what was dropped.",
            "evs convert samples/pendulum_3s_mvsec_gzip.hdf5 pendulum.npz --sensor 128x128",
            "evs convert indoor_flying1_data.hdf5 split.npz --at ground-truth --calibration indoor_flying_calib --rectify nearest",
            "evs convert recording.hdf5 part.hdf5 --from-us 1000000 --to-us 2000000")
    {
        to.AcceptOnlyFromAmong(Tensors, Recording);
        encoding.AcceptOnlyFromAmong("sbt");
        at.AcceptOnlyFromAmong("ground-truth");
        rectify.AcceptOnlyFromAmong("nearest", "exact");
        events.RequireRange(1, 100_000_000);
        bins.RequireRange(1, 1000);
        Arguments.Add(input);
        Arguments.Add(output);
        foreach (Option option in (Option[])[to, encoding, RecordingOptions.WindowUs, events, at, bins, calibration, rectify, RecordingOptions.Sensor, RecordingOptions.Format, RecordingOptions.FromUs, RecordingOptions.ToUs, strict])
        {
            Options.Add(option);
        }
    }

    /// <summary>Prints what a conversion did.</summary>
    public static void Print(IAnsiConsole console, ConvertReport report) => console.Write(Tables.Facts(
        ("written", report.Output),
        ("events read", Figures.Count(report.EventsRead)),
        ("events written", Figures.Count(report.EventsWritten)),
        ("dropped", Figures.Counts(report.Dropped)),
        ("reordered", Figures.Count(report.Reordered)),
        ("windows", report.Windows is long windows ? Figures.Count(windows) : "-"),
        ("seconds", Figures.Number(report.Seconds))));

    protected override int Run(CommandContext context)
    {
        string path = context.Get(output);
        bool tensors = FormatOf(context, path) == Tensors;
        RefuseWhatDoesNotGoTogether(context, tensors);
        using IEventRecording recording = RecordingOptions.Open(context, context.Get(input));
        ConversionReport done = context.Progress.Track("converting", progress => tensors
            ? SpikeTensorConversion.Run(recording, path, TensorOptions(context, recording), progress, context.Cancellation)
            : RecordingConversion.Run(recording, path, RecordingFormats.Named(Recording), PartOptions(context), progress, context.Cancellation));
        ConvertReport report = ConvertReport.Of(path, done, hasWindows: tensors);
        Print(context.Output, report);
        context.Report(report);
        return ExitCode.Done;
    }

    private string FormatOf(CommandContext context, string path) => context.Get(to) ?? Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".npz" => Tensors,
        ".hdf5" or ".h5" => Recording,
        string other => throw new UsageException($"'{other}' of {path} names no format; give OUT the ending .npz or .hdf5, or say --to {Tensors}|{Recording}"),
    };

    private void RefuseWhatDoesNotGoTogether(CommandContext context, bool tensors)
    {
        if (!tensors && ((Option[])[encoding, RecordingOptions.WindowUs, events, at, bins, calibration, rectify]).FirstOrDefault(context.Has) is Option given)
        {
            throw new UsageException($"{given.Name} makes spike tensors; give OUT the ending .npz");
        }

        if (context.Has(events) && (context.Has(at) || context.Has(RecordingOptions.WindowUs)))
        {
            throw new UsageException("--events cuts by count; leave out --window-us and --at");
        }

        if (context.Has(rectify) != context.Has(calibration))
        {
            throw new UsageException("--rectify and --calibration go together");
        }
    }

    private SpikeTensorOptions TensorOptions(CommandContext context, IEventRecording recording) => new()
    {
        WindowUs = context.Get(RecordingOptions.WindowUs),
        LeftEvents = context.Get(events),
        EndTimesUs = context.Has(at) ? GroundTruthTimes(recording) : null,
        Channels = context.Get(bins),
        Rectification = context.Get(calibration) is string folder ? StereoRectification.Load(folder) : null,
        Rounding = context.Get(rectify) == "exact" ? RectificationRounding.Exact : RectificationRounding.Nearest,
        FromUs = context.Get(RecordingOptions.FromUs),
        ToUs = context.Get(RecordingOptions.ToUs),
        Strict = context.Get(strict),
    };

    private RecordingConversionOptions PartOptions(CommandContext context) => new()
    {
        FromUs = context.Get(RecordingOptions.FromUs),
        ToUs = context.Get(RecordingOptions.ToUs),
        Strict = context.Get(strict),
    };

    private static IReadOnlyList<long> GroundTruthTimes(IEventRecording recording)
    {
        using MvsecGroundTruth truth = RecordingOptions.OpenTruth(recording)
            ?? throw new InvalidDataException($"{recording.Path}: no ground truth in the file or beside it, so --at ground-truth has no times");
        return [.. truth.TimesUs];
    }
}
