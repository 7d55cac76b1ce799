using EventStereo.EventIO.Diagnosis;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs doctor</c> says; times in microseconds on the recording's clock.</summary>
internal sealed record DoctorReport(
    string Path,
    string Format,
    string Sensor,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<StreamFacts> Streams,
    StereoFacts? Stereo,
    GroundTruthFacts? GroundTruth,
    IReadOnlyList<string> NotExamined)
{
    /// <summary>The report on a diagnosis.</summary>
    public static DoctorReport Of(DiagnosisReport report) => new(
        report.Path, report.Format, $"{report.Sensor}", report.Findings, report.Streams, report.Stereo, report.GroundTruth, report.NotExamined);
}
