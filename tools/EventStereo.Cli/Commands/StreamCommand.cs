using System.CommandLine;
using System.Globalization;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Inference;
using Spectre.Console;
using static TorchSharp.torch;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs stream RUN IN</c>: a recording through a network window by window, as behind a live camera, with latency percentiles.</summary>
internal sealed class StreamCommand : EvsCommand
{
    private const string RealTime = "realtime";
    private const string AsSoonAsPossible = "asap";
    private readonly Argument<string> run = TrainedModels.Argument();
    private readonly Argument<string> input = RecordingOptions.Input("IN");
    private readonly Option<string?> output = new("--out") { Description = "Folder for the maps, as evs predict writes them; writing is in no latency", HelpName = "DIR" };
    private readonly Option<int> warmUp = new("--warm-up") { Description = "First windows that are run and not counted", HelpName = "N", DefaultValueFactory = _ => new StreamOptions().WarmUpWindows };
    private readonly Option<long?> windowUs = new("--window-us") { Description = "Length of a window in microseconds; by default the network's own, 50,000 as trained", HelpName = "N" };
    private readonly Option<double?> budgetMs = new("--budget-ms") { Description = "A window is on time when its map is there so long after its end; by default when the next window ends (50 ms: 20 Hz)", HelpName = "MS" };
    private readonly Option<string> pace = new("--pace")
    {
        Description = "asap: without pauses, arrivals and queue computed from the measured times; realtime: waits for each window by the recording's clock",
        HelpName = $"{AsSoonAsPossible}|{RealTime}",
        DefaultValueFactory = _ => AsSoonAsPossible,
    };

    public StreamCommand()
        : base(
            "stream",
            "A recording through a network one window at a time with carried state, with the latency from a window's last event to its disparity map: encoding, network and read-out.",
            "evs stream stereo-small samples/pendulum_3s_mvsec_gzip.hdf5 --sensor 128x128",
            "evs stream runs/first scene.hdf5 --pace realtime --out maps --json -")
    {
        warmUp.RequireRange(0, 1_000_000);
        windowUs.RequireRange(1000, 3_600_000_000);
        pace.AcceptOnlyFromAmong(AsSoonAsPossible, RealTime);
        budgetMs.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<double?>() is not (null or (> 0 and <= 1e6)))
            {
                result.AddError("--budget-ms takes a number above 0, at most 1,000,000");
            }
        });
        Arguments.Add(run);
        Arguments.Add(input);
        foreach (Option option in (Option[])[output, pace, warmUp, budgetMs, windowUs, DataOptions.Rig, RecordingOptions.Sensor, RecordingOptions.FromUs, RecordingOptions.ToUs, CommonOptions.Threads, CommonOptions.Device])
        {
            Options.Add(option);
        }
    }

    protected override int Run(CommandContext context)
    {
        Device device = Devices.Select(context);
        using StereoModel model = TrainedModels.Load(context.Get(run), device);
        using IEventRecording recording = RecordingOptions.OpenStereo(context, context.Get(input));
        TimeWindow interval = RecordingOptions.Interval(context, recording);
        StreamOptions options = new()
        {
            FromUs = interval.FromUs,
            ToUs = interval.ToUs,
            WindowUs = context.Get(windowUs) ?? model.Config.Training.WindowUs,
            WarmUpWindows = context.Get(warmUp),
            BudgetMs = context.Get(budgetMs) ?? (context.Get(windowUs) ?? model.Config.Training.WindowUs) / 1e3,
            RealTime = context.Get(pace) == RealTime,
        };
        StreamReport report = context.Progress.Track("streaming", progress => Stream(context, model, recording, device, options, progress));
        Print(context.Output, report);
        context.Report(report);
        return ExitCode.Done;
    }

    private StreamReport Stream(CommandContext context, StereoModel model, IEventRecording recording, Device device, StreamOptions options, WorkProgress progress)
    {
        EventLosses losses = new();
        StereoGeometry? rig = context.Get(DataOptions.Rig) ?? recording.Geometry;
        MapFolder? maps = context.Get(output) is string folder ? new MapFolder(folder, model, recording, rig, pictures: true) : null;
        StreamStatistics statistics = new();
        foreach (StreamedWindow window in LiveInference.Run(model, recording, device, options, losses, context.Cancellation))
        {
            statistics.Add(window);
            maps?.Add(window.Prediction);
            double done = (window.Prediction.Window.Span.ToUs - recording.FromUs) / (double)(recording.ToUs - recording.FromUs);
            progress.Report(Math.Clamp(done, 0, 1), string.Create(CultureInfo.InvariantCulture, $"{window.Prediction.Times.TotalMs:0.0} ms, {statistics.OnTimePercent:0.0} % on time"));
        }

        LatencySummary latency = statistics.Latency;
        return new StreamReport(
            model.Name, recording.Path, context.Get(CommonOptions.Device)!, context.Threads, context.Get(pace)!, // both have defaults
            statistics.Windows, statistics.Measured, statistics.Windows - statistics.Measured, options.WindowUs!.Value, options.BudgetMs!.Value, // set above
            latency.P50Ms, latency.P95Ms, latency.P99Ms, latency.MaxMs, latency.MeanMs, statistics.OnTimePercent,
            statistics.Encode, statistics.Network, statistics.Readout, statistics.Response,
            rig is not null, context.Get(output), losses.ByReason, context.Cancellation.IsCancellationRequested);
    }

    private static void Print(IAnsiConsole console, StreamReport report)
    {
        console.Write(Tables.Facts(
            ("network", $"{report.Network}, {report.Device}, {report.Threads} threads"),
            ("windows", $"{Figures.Count(report.Windows)} of {Figures.Number(report.WindowUs / 1e3, 1)} ms, the first {Figures.Count(report.WarmUpWindows)} to warm up, {Figures.Count(report.MeasuredWindows)} measured{(report.Interrupted ? "; interrupted" : "")}"),
            ("on time", $"{Figures.Number(report.OnTimePercent, 1)} % within {Figures.Number(report.BudgetMs, 1)} ms of the window's end, {Figures.Number(1000 / report.BudgetMs, 1)} Hz; a late window makes the next one begin late"),
            ("maps", report.Maps ?? "-"),
            ("dropped or reordered", Figures.Counts(report.Dropped))));
        Table table = Tables.Create("ms a window", ">p50", ">p95", ">p99", ">max", ">mean");
        Add("encoding", report.Encode);
        Add("network", report.NetworkStep);
        Add("read-out", report.Readout);
        Add("latency: last event to map", new LatencySummary(report.P50Ms, report.P95Ms, report.P99Ms, report.MaxMs, report.MeanMs));
        Add("with waiting for earlier windows", report.Response);
        console.Write(table);

        void Add(string part, LatencySummary times) => table.Row(
            part, Figures.Number(times.P50Ms), Figures.Number(times.P95Ms), Figures.Number(times.P99Ms), Figures.Number(times.MaxMs), Figures.Number(times.MeanMs));
    }
}
