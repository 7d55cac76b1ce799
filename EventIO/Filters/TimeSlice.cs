using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// The part of a recording in a half-open interval, on the recording's clock: time 0 stays where it was. What lies outside is not read, so it is not counted either. Disposing
/// it disposes the recording.
/// </summary>
/// <param name="recording">The recording.</param>
/// <param name="interval">The interval; it may reach beyond the recording.</param>
public sealed class TimeSlice(IEventRecording recording, TimeWindow interval) : IEventRecording
{
    /// <inheritdoc/>
    public string Path => recording.Path;

    /// <inheritdoc/>
    public string Format => recording.Format;

    /// <inheritdoc/>
    public SensorSize Sensor => recording.Sensor;

    /// <inheritdoc/>
    public IReadOnlyList<CameraSide> Cameras => recording.Cameras;

    /// <inheritdoc/>
    public IReadOnlyList<StreamInfo> Streams => recording.Streams;

    /// <inheritdoc/>
    public StereoGeometry? Geometry => recording.Geometry;

    /// <inheritdoc/>
    public double OriginSeconds => recording.OriginSeconds;

    /// <summary>Beginning of the part: the later of the interval's and the recording's.</summary>
    public long FromUs => Math.Max(interval.FromUs, recording.FromUs);

    /// <summary>End of the part: the earlier of the interval's and the recording's.</summary>
    public long ToUs => Math.Max(FromUs, Math.Min(interval.ToUs, recording.ToUs));

    /// <inheritdoc/>
    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue) =>
        recording.OpenEvents(side, Math.Max(fromUs, interval.FromUs), Math.Min(toUs, interval.ToUs));

    /// <inheritdoc/>
    public void Dispose() => recording.Dispose();
}
