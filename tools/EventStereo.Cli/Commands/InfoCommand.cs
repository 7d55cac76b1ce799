using System.CommandLine;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Dsec;
using EventStereo.EventIO.Formats.Mvsec;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs info FILE</c>: what is in a recording.</summary>
internal sealed class InfoCommand : EvsCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "A recording, a ground-truth file in MVSEC's layout, or a calibration (.yaml)" };

    public InfoCommand()
        : base(
            "info",
            "Format, sensor, streams, counts, time span, rates, ground truth and calibration of a file.",
            "evs info samples/pendulum_3s_mvsec_gzip.hdf5 --sensor 128x128",
            "evs info samples/pendulum_3s_mvsec_gzip.hdf5 --json -")
    {
        Arguments.Add(file);
        Options.Add(RecordingOptions.Sensor);
        Options.Add(RecordingOptions.Format);
    }

    /// <summary>The report on one recording; takes a pass over its events.</summary>
    public static InfoReport Describe(IEventRecording recording, IProgress<double> progress, CancellationToken cancellation)
    {
        progress.Report(0);
        EventLosses losses = new();
        IReadOnlyList<StreamInfo> streams = EventStatistics.WithPositiveRatios(recording, losses, cancellation);
        InfoGroundTruth? truth = GroundTruthOf(recording);
        progress.Report(1);
        return InfoReport.Of(recording, streams, truth, losses);
    }

    /// <summary>Prints the report for people.</summary>
    public static void Print(IAnsiConsole output, InfoReport report)
    {
        output.Write(Tables.Facts(
            ("file", Figures.Path(report.Path)),
            ("format", report.Format),
            ("sensor", report.Sensor),
            ("time span", report.FromUs is null ? "-" : $"{Figures.Seconds(report.FromUs)} s to {Figures.Seconds(report.ToUs)} s"),
            ("ground truth", report.GroundTruth is { } truth ? $"{Figures.Count(truth.Frames)} maps, {Figures.Seconds(truth.FromUs)} s to {Figures.Seconds(truth.ToUs)} s, in {Figures.Path(truth.Path)}" : "none"),
            ("calibration", report.Calibration is { } rig ? Rig(rig) : "none: disparity, but no depth in metres"),
            ("dropped or reordered", Figures.Counts(report.Dropped))));
        Table table = Tables.Create("stream", "kind", ">size", ">count", ">from s", ">to s", ">per second", ">positive");
        foreach (InfoStream stream in report.Streams)
        {
            table.Row(
                stream.Name,
                stream.Kind.ToString().ToLowerInvariant(),
                stream.Width is null ? "-" : $"{stream.Width}x{stream.Height}",
                Figures.Count(stream.Count),
                Figures.Seconds(stream.FromUs),
                Figures.Seconds(stream.ToUs),
                Figures.Number(stream.RatePerSecond, 1),
                Figures.Number(stream.PositiveRatio, 3));
        }

        output.Write(table);
    }

    protected override int Run(CommandContext context)
    {
        if (Path.GetExtension(context.Get(file)) is ".yaml" or ".yml")
        {
            CalibrationReport calibration = CalibrationReport.Of(StereoCalibration.Load(InputFile.Require(context.Get(file))));
            Print(context.Output, calibration);
            context.Report(calibration);
            return ExitCode.Done;
        }

        InfoReport report = context.Progress.Track("reading", progress => Describe(context, context.Get(file), progress));
        Print(context.Output, report);
        context.Report(report);
        return ExitCode.Done;
    }

    private static void Print(IAnsiConsole output, CalibrationReport report)
    {
        output.Write(Tables.Facts(
            ("file", Figures.Path(report.Path)),
            ("format", report.Format),
            ("rectification", report.Rectification),
            ("rectified", Rig(report.Calibration))));
        Table table = Tables.Create("camera", ">size", ">fx px", ">fy px", ">cx px", ">cy px", "lens", "coefficients");
        foreach (CalibratedCamera camera in report.Cameras)
        {
            table.Row(
                camera.Name, $"{camera.Width}x{camera.Height}", Figures.Number(camera.FocalXPx), Figures.Number(camera.FocalYPx), Figures.Number(camera.CentreXPx),
                Figures.Number(camera.CentreYPx), $"{camera.Distortion}", string.Join(", ", camera.Coefficients.Select(value => Figures.Number(value, 5))));
        }

        output.Write(table);
    }

    private static string Rig(InfoCalibration rig) =>
        $"focal length {Figures.Number(rig.FocalPx)} px, baseline {Figures.Number(rig.BaselineM, 4)} m, f*B {Figures.Number(rig.FocalTimesBaselinePxM, 4)} px*m";

    /// <summary>A file without events may still be ground truth; what is wrong with it as a recording is said if it is neither.</summary>
    private static InfoReport Describe(CommandContext context, string path, IProgress<double> progress)
    {
        try
        {
            using IEventRecording recording = RecordingOptions.Open(context, path);
            return Describe(recording, progress, context.Cancellation);
        }
        catch (InvalidDataException) when (TryOpenGroundTruth(path) is { } truth)
        {
            using (truth)
            {
                return InfoReport.Of(truth);
            }
        }
    }

    private static InfoGroundTruth? GroundTruthOf(IEventRecording recording)
    {
        if (recording is DsecRecording dsec)
        {
            return dsec.OpenGroundTruth() is DsecGroundTruth maps ? InfoGroundTruth.Of(maps.Path, maps.TimesUs) : null;
        }

        using MvsecGroundTruth? truth = RecordingOptions.OpenTruth(recording);
        return truth is null ? null : InfoGroundTruth.Of(truth.Path, truth.TimesUs);
    }

    private static MvsecGroundTruth? TryOpenGroundTruth(string path)
    {
        try
        {
            return path.EndsWith("_gt.hdf5", StringComparison.Ordinal) ? MvsecGroundTruth.Open(path) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
