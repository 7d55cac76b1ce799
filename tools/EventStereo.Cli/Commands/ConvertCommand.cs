using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;
using EventStereo.EventIO.Formats;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs convert IN OUT</c>: recording to spike tensors, or recording to recording.</summary>
internal sealed class ConvertCommand : EvsCommand
{
    private const string Tensors = "tensors";
    private const int ListedPixels = 8;
    private static readonly IReadOnlyList<IRecordingFormat> Written = [.. RecordingFormats.All.Where(format => format.WritesCameras > 0)];
    private static readonly string Kinds = string.Join('|', (string[])[Tensors, .. Written.Select(format => format.Name)]);
    private readonly Argument<string> input = RecordingOptions.Input("IN");
    private readonly Argument<string> output = new("OUT") { Description = $"Spike tensors (.npz, .h5) or a recording ({string.Join(", ", Written.SelectMany(format => format.Extensions).Where(ending => ending is not (".npz" or ".h5")))})" };
    private readonly Option<string?> to = new("--to") { Description = "What to write, where the ending of OUT does not say it or says another: spike tensors, or a recording of a format", HelpName = Kinds };
    private readonly Option<CameraSide?> camera = new("--camera") { Description = "Take one camera of two", HelpName = "left|right" };
    private readonly Option<bool> strict = new("--strict") { Description = "Refuse (exit 3) a recording of which an event had to be dropped or reordered, or bytes skipped; what filters remove does not count" };

    public ConvertCommand()
        : base(
            "convert",
            "Recording to spike tensors that numpy and h5py open, or recording to recording; says what was dropped.",
            "evs convert samples/pendulum_3s_mvsec_gzip.hdf5 pendulum.npz --sensor 128x128",
            "evs convert indoor_flying1_data.hdf5 split.npz --at ground-truth --calibration indoor_flying_calib --rectify nearest",
            "evs convert recording.hdf5 voxels.h5 --encoding voxel --normalization dsec --bins 15 --sparse",
            "evs convert recording.hdf5 clean.hdf5 --hot-pixels --background-us 5000 --from-us 1000000 --to-us 2000000")
    {
        to.AcceptOnlyFromAmong(Kinds.Split('|'));
        camera.AcceptOnlyFromAmong("left", "right");
        Arguments.Add(input);
        Arguments.Add(output);
        Option[] own = [to, camera, RecordingOptions.Sensor, RecordingOptions.Format, RecordingOptions.FromUs, RecordingOptions.ToUs, strict];
        foreach (Option option in (IEnumerable<Option>)[.. EncodingOptions.All, .. FilterOptions.All, .. own])
        {
            Options.Add(option);
        }
    }

    /// <summary>Prints what a conversion did.</summary>
    public static void Print(IAnsiConsole console, ConvertReport report)
    {
        console.Write(Tables.Facts(
            ("written", report.Output),
            ("events read", Figures.Count(report.EventsRead)),
            ("events written", Figures.Count(report.EventsWritten)),
            ("filtered", Figures.Counts(report.Filtered)),
            ("dropped", Figures.Counts(report.Dropped)),
            ("reordered", Figures.Count(report.Reordered)),
            ("skipped bytes", Figures.Count(report.SkippedBytes)),
            ("windows", report.Windows is long windows ? Figures.Count(windows) : "-"),
            ("seconds", Figures.Number(report.Seconds))));
        foreach ((string side, IReadOnlyList<HotPixel> pixels) in report.HotPixels ?? new Dictionary<string, IReadOnlyList<HotPixel>>())
        {
            string listed = string.Join(" ", pixels.OrderByDescending(pixel => pixel.Count).Take(ListedPixels).Select(pixel => $"({pixel.X}, {pixel.Y}): {Figures.Count(pixel.Count)}"));
            console.Write(Tables.Facts(($"hot pixels, {side}", pixels.Count == 0 ? "none" : $"{Figures.Count(pixels.Count)}, with most events {listed}")));
        }
    }

    protected override int Run(CommandContext context)
    {
        string path = context.Get(output);
        IRecordingFormat? format = FormatOf(context, path);
        RefuseWhatDoesNotGoTogether(context, format);
        using IEventRecording recording = RecordingOptions.Open(context, context.Get(input));
        if (format is not null && !context.Has(camera) && recording.Cameras.Count > format.WritesCameras)
        {
            throw new UsageException($"{format.Name} holds one camera and {recording.Path} has two; choose one with --camera left or --camera right");
        }

        IReadOnlyList<EventFilter> filters = FilterOptions.Read(context, recording);
        ConversionReport done = context.Progress.Track("converting", progress => format is null
            ? SpikeTensorConversion.Run(recording, path, TensorOptions(context, recording, filters), progress, context.Cancellation)
            : RecordingConversion.Run(recording, path, format, PartOptions(context, filters), progress, context.Cancellation));
        ConvertReport report = ConvertReport.Of(path, done, hasWindows: format is null, HotPixelsOf(recording, filters));
        Print(context.Output, report);
        context.Report(report);
        return ExitCode.Done;
    }

    /// <summary>What was masked, by camera; null where hot pixels were not looked for.</summary>
    private static Dictionary<string, IReadOnlyList<HotPixel>>? HotPixelsOf(IEventRecording recording, IReadOnlyList<EventFilter> filters) =>
        filters.OfType<HotPixelMask>().FirstOrDefault() is HotPixelMask mask
            ? recording.Cameras.ToDictionary(side => side.ToString().ToLowerInvariant(), side => side == CameraSide.Left ? mask.Left : mask.Right)
            : null;

    /// <summary>The format to write; null for spike tensors.</summary>
    private IRecordingFormat? FormatOf(CommandContext context, string path)
    {
        if (context.Get(to) is string kind)
        {
            return kind == Tensors ? null : RecordingFormats.Named(kind);
        }

        string ending = Path.GetExtension(path).ToLowerInvariant();
        return ending is ".npz" or SpikeTensorConversion.Hdf5Ending
            ? null
            : Written.FirstOrDefault(format => format.Extensions.Contains(ending))
                ?? throw new UsageException($"'{ending}' of {path} names no format; give OUT an ending that does, such as .npz or .hdf5, or say --to {Kinds}");
    }

    private static void RefuseWhatDoesNotGoTogether(CommandContext context, IRecordingFormat? format)
    {
        if (format is not null && EncodingOptions.All.FirstOrDefault(context.Has) is Option given)
        {
            throw new UsageException($"{given.Name} makes spike tensors, and OUT is a recording ({format.Name}); give OUT the ending .npz or .h5, or say --to {Tensors}");
        }

        FilterOptions.Check(context);
        EncodingOptions.Check(context);
    }

    private SpikeTensorOptions TensorOptions(CommandContext context, IEventRecording recording, IReadOnlyList<EventFilter> filters) =>
        EncodingOptions.Read(context, recording, filters) with
        {
            Camera = context.Get(camera),
            FromUs = context.Get(RecordingOptions.FromUs),
            ToUs = context.Get(RecordingOptions.ToUs),
            Strict = context.Get(strict),
        };

    private RecordingConversionOptions PartOptions(CommandContext context, IReadOnlyList<EventFilter> filters) => new()
    {
        FromUs = context.Get(RecordingOptions.FromUs),
        ToUs = context.Get(RecordingOptions.ToUs),
        Camera = context.Get(camera),
        Filters = filters,
        Strict = context.Get(strict),
    };
}
