using System.CommandLine;
using System.Globalization;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs view IN --out DIR</c>: windows of a recording as pictures, or a comparison of methods on one sheet.</summary>
internal sealed class ViewCommand : EvsCommand
{
    private const int ScaleMaps = 8;
    private readonly Argument<string> input = RecordingOptions.Input("IN");
    private readonly Option<string> output = new("--out") { Description = "Folder for the pictures", HelpName = "DIR", Required = true };
    private readonly Option<int> every = new("--every") { Description = "Take every Nth window; of a comparison for the animation alone", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> video = new("--video") { Description = "Also write view.png, an animation (APNG) of all windows" };

    public ViewCommand()
        : base(
            "view",
            "Windows of a recording as pictures: events of both cameras and, where there is ground truth, its disparity; or, with --run, --baselines, --frames or --at-us, one sheet "
                + "that compares methods: events, the disparity of each, ground truth, the error of each. With ground truth the windows end at its time stamps.",
            "evs view samples/pendulum_3s_mvsec_gzip.hdf5 --out pictures --sensor 128x128 --every 10",
            "evs view scene.hdf5 --out pictures --video",
            "evs view scene.hdf5 --out pictures --run stereo-small --run runs/first --baselines --frames 3")
    {
        every.RequireRange(1, 1_000_000);
        Arguments.Add(input);
        foreach (Option option in (Option[])[output, RecordingOptions.WindowUs, every, video, .. ComparisonOptions.All, DataOptions.Rig, RecordingOptions.Sensor, RecordingOptions.Format, RecordingOptions.FromUs, RecordingOptions.ToUs, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    /// <summary>What stands above a picture of the window <paramref name="span"/>.</summary>
    public static string Title(IEventRecording recording, TimeWindow span) => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetFileName(recording.Path)}  {span.FromUs / 1e6:0.000} s to {span.ToUs / 1e6:0.000} s");

    protected override int Run(CommandContext context)
    {
        string folder = context.Get(output)!; // required
        using ViewComparison? comparison = ComparisonOptions.AreAsked(context) ? new ViewComparison(context) : null;
        using IEventRecording recording = comparison is null ? RecordingOptions.Open(context, context.Get(input)) : RecordingOptions.OpenStereo(context, context.Get(input));
        TimeWindow interval = RecordingOptions.Interval(context, recording);
        using MvsecGroundTruth? truth = MatchingTruth(recording);
        long windowUs = comparison?.WindowUs ?? context.Get(RecordingOptions.WindowUs);
        StereoGeometry? rig = context.Get(DataOptions.Rig) ?? recording.Geometry;
        DisparityTruth? maps = truth is null || rig is null ? null : new DisparityTruth(truth, rig, comparison is null ? context.Get(RecordingOptions.FromUs) : FirstWhole(context, recording, truth, windowUs), context.Get(RecordingOptions.ToUs));
        ViewFrames frames = new(recording, interval, windowUs, maps);
        ViewReport report = context.Progress.Track("painting", progress => comparison is null
            ? Paint(context, recording, frames, folder, progress)
            : comparison.Paint(recording, frames, folder, context.Get(video), context.Get(every), progress));
        Print(context.Output, report, folder);
        context.Report(report);
        return ExitCode.Done;
    }

    private ViewReport Paint(CommandContext context, IEventRecording recording, ViewFrames frames, string folder, WorkProgress progress)
    {
        EventLosses losses = new();
        WindowSheet sheets = WindowSheet.ForSeries(recording.Sensor, frames.Truth?.Sample(ScaleMaps) ?? []);
        string? animationPath = context.Get(video) ? Path.Combine(folder, "view.png") : null;
        using AnimatedPng? animation = animationPath is null ? null : new AnimatedPng(animationPath, (int)Math.Clamp(context.Get(RecordingOptions.WindowUs) / 1000, 20, 2000));
        List<string> pictures = [];
        int index = -1;
        foreach (StereoWindow window in frames.Windows(losses))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (++index % context.Get(every) != 0)
            {
                continue;
            }

            using Mat sheet = sheets.Compose(window, Title(recording, window.Span), frames.Truth?.Read(index));
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"window-{index:D5}.png"));
            PngFile.Write(sheet, path);
            animation?.Add(sheet);
            pictures.Add(path);
            progress.Report((index + 1) / (double)frames.Count);
        }

        if (pictures.Count > 0)
        {
            animation?.Complete();
        }

        return new ViewReport(pictures, pictures.Count > 0 ? animationPath : null, losses.ByReason);
    }

    private static void Print(IAnsiConsole console, ViewReport report, string folder)
    {
        console.Write(Tables.Facts(
            ("pictures", report.Frames is null ? $"{Figures.Count(report.Pictures.Count)} in {folder}" : report.Pictures[0]),
            ("animation", report.Animation ?? "-"),
            ("dropped or reordered", Figures.Counts(report.Dropped))));
        if (report.Frames is not { } rows || rows.All(row => row.Methods.Count == 0))
        {
            return;
        }

        Table table = Tables.Create("window ends at s", "method", ">1PA %", ">mean px", ">pixels");
        foreach ((ViewedFrame row, ViewedMethod method) in rows.SelectMany(row => row.Methods.Select(method => (row, method))))
        {
            table.Row(Figures.Number(row.ToUs / 1e6, 3), method.Name, Figures.Number(method.OnePixelAccuracyPercent, 1), Figures.Number(method.MeanDisparityErrorPx), Figures.Count(method.Pixels));
        }

        console.Write(table);
    }

    /// <summary>
    /// The time after which ground truth is compared: windows that begin before the recording does, or before --from-us, are passed over,
    /// as evaluation does.
    /// </summary>
    private static long? FirstWhole(CommandContext context, IEventRecording recording, MvsecGroundTruth truth, long windowUs)
    {
        int incomplete = truth.Count - StereoSamples.CountAtGroundTruth(recording, truth, windowUs);
        long afterUs = incomplete > 0 ? truth.TimesUs[incomplete - 1] : long.MinValue;
        return Math.Max(afterUs, context.Get(RecordingOptions.FromUs) is long fromUs ? fromUs + windowUs - 1 : long.MinValue);
    }

    /// <summary>The ground truth, if its maps are of the sensor's size.</summary>
    private static MvsecGroundTruth? MatchingTruth(IEventRecording recording)
    {
        MvsecGroundTruth? truth = RecordingOptions.OpenTruth(recording);
        if (truth is null || truth.Sensor == recording.Sensor)
        {
            return truth;
        }

        truth.Dispose();
        return null;
    }
}
