using System.CommandLine;
using System.Text.Json;
using EventStereo.Cli.Reports;
using EventStereo.Cli.Shell;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Diagnosis;
using EventStereo.EventIO.Formats;
using Spectre.Console;

namespace EventStereo.Cli.Commands;

/// <summary><c>evs doctor FILE</c>: every defect of a recording.</summary>
internal sealed class DoctorCommand : EvsCommand
{
    private readonly Argument<string> file = RecordingOptions.Input("FILE");
    private readonly Option<string?> calibration = new("--calibration") { Description = "Also hold this calibration, or these rectification maps, against the recording", HelpName = "PATH" };

    public DoctorCommand()
        : base(
            "doctor",
            "Every defect of a recording: clocks apart, gaps, time going backwards, duplicates, pixels outside the sensor or hot, damage, ground truth that does not cover the events. Exit 1 if there is one.",
            "evs doctor samples/pendulum_3s_mvsec_gzip.hdf5 --sensor 128x128",
            "evs doctor recording.hdf5 --json -")
    {
        Arguments.Add(file);
        Options.Add(RecordingOptions.Sensor);
        Options.Add(RecordingOptions.Format);
        Options.Add(calibration);
    }

    /// <summary>Prints the report for people: what was measured, the findings, and a verdict.</summary>
    public static void Print(IAnsiConsole output, DoctorReport report)
    {
        output.Write(Tables.Facts(
            ("file", Figures.Path(report.Path)),
            ("format", report.Format),
            ("sensor", report.Sensor),
            ("clocks", Clocks(report.Stereo)),
            ("ground truth", report.GroundTruth is { } truth
                ? $"{Figures.Count(truth.Maps)} depth maps over {Percent(truth.CoveredRatio)} of the events' time, {Percent(truth.ValidRatio)} of the pixels valid"
                : "none")));
        Table streams = Tables.Create("stream", ">events", ">from s", ">to s", ">per second", ">positive", ">typical silence ms", ">longest ms", ">hot pixels");
        foreach (StreamFacts stream in report.Streams)
        {
            streams.Row(
                stream.Name, Figures.Count(stream.Events), Figures.Seconds(stream.FromUs), Figures.Seconds(stream.ToUs), Figures.Number(stream.RatePerSecond, 1),
                Figures.Number(stream.PositiveRatio, 3), Figures.Number(stream.TypicalSilenceUs / 1000, 3), Figures.Number(stream.LongestSilenceUs / 1000.0, 3),
                stream.HotPixels == 0 ? "0" : $"{Figures.Count(stream.HotPixels)} ({Percent(stream.HotRatio)})");
        }

        output.Write(streams);
        if (report.Findings.Count > 0)
        {
            Table table = Tables.Create("severity", "finding", "stream", ">count", ">first at s", "detail");
            foreach (Finding finding in report.Findings)
            {
                table.Row(
                    Word(finding.Severity), Word(finding.Kind), finding.Stream ?? "-", Figures.Count(finding.Count), Figures.Seconds(finding.FirstAt), finding.Detail);
            }

            output.Write(table);
        }

        foreach (string left in report.NotExamined)
        {
            output.WriteLine($"Not examined: {left}.");
        }

        output.WriteLine(Verdict(report.Findings));
    }

    protected override int Run(CommandContext context)
    {
        string path = InputFile.RequireRecording(context.Get(file));
        OpenOptions options = new() { Sensor = context.Get(RecordingOptions.Sensor) };
        StereoRectification? maps = context.Get(calibration) is string calibrated ? StereoRectification.Load(calibrated) : null; // before the pass, which may be long
        DiagnosisReport diagnosis = context.Progress.Track(
            "examining", progress => RecordingDiagnosis.Run(path, options, context.Get(RecordingOptions.Format), progress, context.Cancellation));
        if (maps is not null)
        {
            IEnumerable<Finding> more = CalibrationExamination.Run(maps, diagnosis.Sensor);
            diagnosis = diagnosis with { Findings = [.. diagnosis.Findings.Concat(more).OrderBy(finding => finding.Severity)] };
        }

        DoctorReport report = DoctorReport.Of(diagnosis);
        Print(context.Output, report);
        context.Report(report);
        return report.Findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Clocks(StereoFacts? stereo) => stereo switch
    {
        null => "one camera",
        { CorrelationAtLag: null } => "too little of both cameras to compare their rates",
        { LagUs: null } => $"the cameras' rates have too little in common to tell (correlation {Figures.Number(stereo.CorrelationAtLag)})",
        _ => $"the cameras' rates fit best at a shift of {Figures.Number(stereo.LagUs / 1000.0, 1)} ms (correlation {Figures.Number(stereo.CorrelationAtLag)}, unshifted {Figures.Number(stereo.CorrelationAtZero)})",
    };

    private static string Percent(double? ratio) => ratio is double value ? $"{Figures.Number(100 * value, 1)} %" : "-";

    private static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Verdict(IReadOnlyList<Finding> findings) => findings.Count == 0
        ? "No defect found."
        : $"{string.Join(", ", findings.GroupBy(finding => finding.Severity).Select(group => $"{group.Count()} {Word(group.Key)}{(group.Count() == 1 ? "" : "s")}"))}.";
}
