using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Dsec;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// Finds every defect of a recording that can be told from the file: one pass over each camera's events as the file holds them, and a look
/// at each depth map. Memory does not depend on the file's length.
/// </summary>
public static class RecordingDiagnosis
{
    /// <summary>Opens a recording, passing over damage where its format can, and examines it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file may not say; null for the defaults.</param>
    /// <param name="format">Name of its format; null finds out by content.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="InvalidDataException">It does not open, or not a single event of it reads because of damage.</exception>
    public static DiagnosisReport Run(
        string path, OpenOptions? options = null, string? format = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using IEventRecording recording = RecordingFormats.Open(path, (options ?? new OpenOptions()) with { Tolerant = true }, format);
        return Run(recording, progress, cancellation);
    }

    /// <summary>Examines an open recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="InvalidDataException">Not a single event of it reads because of damage.</exception>
    public static DiagnosisReport Run(IEventRecording recording, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        IRawEventRecording raw = recording as IRawEventRecording ?? new OrderedAsRaw(recording);
        SensorSize sensor = SensorOf(raw, cancellation);
        List<Finding> findings = [];
        List<string> notExamined = [];
        List<StreamExamination> cameras = [];
        foreach (CameraSide side in recording.Cameras)
        {
            cameras.Add(CameraExamination.Run(raw, side, sensor, findings, cancellation));
            progress?.Report((double)cameras.Count / (recording.Cameras.Count + 1));
        }

        if (cameras[0].Pixels is null)
        {
            notExamined.Add(string.Create(CultureInfo.InvariantCulture, $"pixels: the {sensor} sensor has more than {PixelCounts.MaxPixels:N0}"));
        }

        if (!raw.SensorIsStated)
        {
            findings.Add(new Finding(
                FindingKind.SensorNotStated, FindingSeverity.Note, null, 1, null, $"the file does not state its sensor; {sensor} is taken; give it with --sensor"));
        }

        StereoFacts? stereo = null;
        if (cameras.Count == 2)
        {
            stereo = StereoFindings.Measure(cameras[0], cameras[1], out RateCorrelation? correlation);
            findings.AddRange(StereoFindings.Of(cameras[0], cameras[1], correlation));
        }

        findings.AddRange(StereoFindings.Bursts(cameras));
        GroundTruthFacts? truth = ExamineTruth(recording, sensor, cameras, findings, cancellation);
        progress?.Report(1);
        return new DiagnosisReport(
            recording.Path, recording.Format, sensor, [.. cameras.Select(Facts)], stereo, truth,
            [.. findings.OrderBy(finding => finding.Severity)], notExamined);
    }

    private static GroundTruthFacts? ExamineTruth(
        IEventRecording recording, SensorSize sensor, List<StreamExamination> cameras, List<Finding> findings, CancellationToken cancellation)
    {
        StreamExamination[] filled = [.. cameras.Where(camera => camera.Delivered > 0)];
        TimeWindow? events = filled.Length == 0 ? null : new TimeWindow(filled.Min(camera => camera.FirstUs), filled.Max(camera => camera.LastUs) + 1);
        string name = recording is DsecRecording ? DsecGroundTruth.Stream : MvsecGroundTruth.Rectified;
        try
        {
            if (recording is DsecRecording dsec)
            {
                return dsec.OpenGroundTruth() is not { } maps ? null : GroundTruthExamination.Run(
                    name, maps.Path, maps.Sensor, maps.TimesUs, maps.ReadDisparityPx, sensor, events, findings, cancellation);
            }

            using MvsecGroundTruth? truth = (recording as MvsecRecording)?.OpenGroundTruth();
            return truth is null ? null : GroundTruthExamination.Run(
                name, truth.Path, truth.Sensor, truth.TimesUs, index => truth.ReadDepthM(index), sensor, events, findings, cancellation);
        }
        catch (InvalidDataException failure)
        {
            findings.Add(new Finding(FindingKind.GroundTruthDamaged, FindingSeverity.Error, name, 1, null, failure.Message));
            return null;
        }
    }

    /// <summary>The recording's sensor; where that takes a pass that damage ends, the extents of what comes before.</summary>
    private static SensorSize SensorOf(IRawEventRecording recording, CancellationToken cancellation)
    {
        try
        {
            return recording.Sensor;
        }
        catch (InvalidDataException)
        {
            return Extents(recording, cancellation);
        }
    }

    private static SensorSize Extents(IRawEventRecording recording, CancellationToken cancellation)
    {
        int width = 1, height = 1;
        EventBatch block = new();
        foreach (CameraSide side in recording.Cameras)
        {
            using IRawEventSource source = recording.OpenRaw(side);
            try
            {
                while (source.Decode(block))
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (int i = 0; i < block.Count; i++)
                    {
                        width = Math.Max(width, block.X[i] + 1);
                        height = Math.Max(height, block.Y[i] + 1);
                    }

                    block.Clear();
                }
            }
            catch (InvalidDataException)
            {
                // Reported when the events themselves are read.
                block.Clear();
            }
        }

        return new SensorSize(width, height);
    }

    private static StreamFacts Facts(StreamExamination camera)
    {
        bool any = camera.Delivered > 0;
        double seconds = any ? ((double)camera.LastUs - camera.FirstUs) / 1e6 : 0;
        return new StreamFacts(
            camera.Name, camera.Delivered, any ? camera.FirstUs : null, any ? camera.LastUs + 1 : null,
            seconds > 0 ? (camera.Delivered - 1) / seconds : null, any ? (double)camera.Positive / camera.Delivered : null,
            camera.Intervals.TypicalUs(), any ? (long)Math.Min(camera.Intervals.LongestUs, long.MaxValue) : null,
            camera.Hot.Count, any ? (double)camera.Hot.Sum(pixel => pixel.Count) / camera.Delivered : null);
    }
}
