using System.CommandLine;
using System.Globalization;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs view IN --out DIR</c>: windows of a recording as pictures, with the ground truth where there is one.</summary>
internal sealed class ViewCommand : EvsCommand
{
    private const int ScaleMaps = 8;
    private readonly Argument<string> input = RecordingOptions.Input("IN");
    private readonly Option<string> output = new("--out") { Description = "Folder for the pictures", HelpName = "DIR", Required = true };
    private readonly Option<int> every = new("--every") { Description = "Take every Nth window", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> video = new("--video") { Description = "Also write view.png, an animation (APNG) of all windows" };

    public ViewCommand()
        : base(
            "view",
            "Windows of a recording as pictures: events of both cameras and, where there is ground truth, its disparity. With ground truth the windows end at its time stamps.",
            "evs view samples/pendulum_3s_mvsec_gzip.hdf5 --out pictures --sensor 128x128 --every 10",
            "evs view scene.hdf5 --out pictures --video")
    {
        every.RequireRange(1, 1_000_000);
        Arguments.Add(input);
        foreach (Option option in (Option[])[output, RecordingOptions.WindowUs, every, video, RecordingOptions.Sensor, RecordingOptions.Format, RecordingOptions.FromUs, RecordingOptions.ToUs])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        using IEventRecording recording = RecordingOptions.Open(context, context.Get(input));
        TimeWindow interval = RecordingOptions.Interval(context, recording);
        string folder = context.Get(output)!; // required
        ViewReport report = context.Progress.Track("painting", progress => Paint(context, recording, interval, folder, progress));
        context.Output.Write(Tables.Facts(
            ("pictures", $"{Figures.Count(report.Pictures.Count)} in {folder}"),
            ("animation", report.Animation ?? "-"),
            ("dropped or reordered", Figures.Counts(report.Dropped))));
        context.Report(report);
        return ExitCode.Done;
    }

    private ViewReport Paint(CommandContext context, IEventRecording recording, TimeWindow interval, string folder, WorkProgress progress)
    {
        EventLosses losses = new();
        using MvsecGroundTruth? truth = MatchingTruth(recording);
        DisparityTruth? maps = truth is null || recording.Geometry is null ? null : new DisparityTruth(truth, recording.Geometry, context.Get(RecordingOptions.FromUs), context.Get(RecordingOptions.ToUs));
        IEnumerable<StereoWindow> windows = maps is null
            ? StereoWindows.ByTime(recording, context.Get(RecordingOptions.WindowUs), interval.FromUs, interval.ToUs, losses)
            : StereoWindows.EndingAt(recording, maps.TimesUs, context.Get(RecordingOptions.WindowUs), losses);
        WindowSheet sheets = WindowSheet.ForSeries(recording.Sensor, maps?.Sample(ScaleMaps) ?? []);
        string? animationPath = context.Get(video) ? Path.Combine(folder, "view.png") : null;
        using AnimatedPng? animation = animationPath is null ? null : new AnimatedPng(animationPath, (int)Math.Clamp(context.Get(RecordingOptions.WindowUs) / 1000, 20, 2000));
        List<string> pictures = [];
        int index = -1;
        foreach (StereoWindow window in windows)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (++index % context.Get(every) != 0)
            {
                continue;
            }

            using Mat sheet = sheets.Compose(window, Title(recording, window.Span), maps?.Read(index));
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"window-{index:D5}.png"));
            PngFile.Write(sheet, path);
            animation?.Add(sheet);
            pictures.Add(path);
            progress.Report(Math.Clamp((window.Span.ToUs - interval.FromUs) / (double)interval.LengthUs, 0, 1));
        }

        if (pictures.Count > 0)
        {
            animation?.Complete();
        }

        return new ViewReport(pictures, pictures.Count > 0 ? animationPath : null, losses.ByReason);
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

    private static string Title(IEventRecording recording, TimeWindow span) => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetFileName(recording.Path)}  {span.FromUs / 1e6:0.000} s to {span.ToUs / 1e6:0.000} s");
}
