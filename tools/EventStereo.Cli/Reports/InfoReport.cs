using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs info</c> says; times in microseconds on the stereo clock.</summary>
internal sealed record InfoReport(
    string Path,
    string Format,
    string Sensor,
    long? FromUs,
    long? ToUs,
    IReadOnlyList<InfoStream> Streams,
    InfoGroundTruth? GroundTruth,
    InfoCalibration? Calibration,
    IReadOnlyDictionary<string, long> Dropped)
{
    /// <summary>The report on a recording.</summary>
    public static InfoReport Of(IEventRecording recording, IReadOnlyList<StreamInfo> streams, InfoGroundTruth? truth, EventLosses losses) => new(
        recording.Path,
        recording.Format,
        $"{recording.Sensor}",
        recording.FromUs,
        recording.ToUs,
        [.. streams.Select(InfoStream.Of)],
        truth,
        recording.Geometry is { } geometry ? InfoCalibration.Of(geometry) : null,
        losses.ByReason);

    /// <summary>The report on a file that holds ground truth and no events.</summary>
    public static InfoReport Of(MvsecGroundTruth truth)
    {
        InfoGroundTruth summary = InfoGroundTruth.Of(truth.Path, truth.TimesUs);
        StreamInfo stream = new("depth_image_rect", StreamKind.Depth, truth.Sensor.Width, truth.Sensor.Height, truth.Count, summary.FromUs, summary.ToUs, null);
        return new(truth.Path, "mvsec", $"{truth.Sensor}", summary.FromUs, summary.ToUs, [InfoStream.Of(stream)], summary, null, new EventLosses().ByReason);
    }
}

/// <summary>One stream; <paramref name="RatePerSecond"/> is between its first and last.</summary>
internal sealed record InfoStream(
    string Name, StreamKind Kind, int? Width, int? Height, long Count, long? FromUs, long? ToUs, double? PositiveRatio, double? RatePerSecond)
{
    public static InfoStream Of(StreamInfo stream) => new(
        stream.Name, stream.Kind, stream.Width, stream.Height, stream.Count, stream.FromUs, stream.ToUs, stream.PositiveRatio,
        stream is { FromUs: long from, ToUs: long to } && to > from + 1 ? (stream.Count - 1) * 1e6 / (to - 1 - from) : null);
}

/// <summary>Ground truth: where it is, how many maps, the first and the last one's time.</summary>
internal sealed record InfoGroundTruth(string Path, int Frames, long? FromUs, long? ToUs)
{
    public static InfoGroundTruth Of(string path, IReadOnlyList<long> timesUs) =>
        new(path, timesUs.Count, timesUs.Count > 0 ? timesUs[0] : null, timesUs.Count > 0 ? timesUs[^1] : null);
}

/// <summary>The rectified rig: focal length in px, baseline in m, their product.</summary>
internal sealed record InfoCalibration(double FocalPx, double BaselineM, double FocalTimesBaselinePxM)
{
    public static InfoCalibration Of(StereoGeometry geometry) => new(geometry.FocalPx, geometry.BaselineM, geometry.FocalTimesBaseline);
}
