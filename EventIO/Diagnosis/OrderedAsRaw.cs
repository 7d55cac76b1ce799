using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// A recording that can give its events only as sources deliver them, examined all the same: what its sources dropped or reordered is known
/// by number, not by place. Does not own the recording.
/// </summary>
internal sealed class OrderedAsRaw(IEventRecording recording) : IRawEventRecording
{
    public bool SensorIsStated => true;

    public int ReorderEvents => Formats.OpenOptions.DefaultReorderEvents;

    public string Path => recording.Path;

    public string Format => recording.Format;

    public SensorSize Sensor => recording.Sensor;

    public IReadOnlyList<CameraSide> Cameras => recording.Cameras;

    public IReadOnlyList<StreamInfo> Streams => recording.Streams;

    public Calibration.StereoGeometry? Geometry => recording.Geometry;

    public long FromUs => recording.FromUs;

    public long ToUs => recording.ToUs;

    public string StreamName(CameraSide side) =>
        recording.Streams.FirstOrDefault(stream => stream.Kind == StreamKind.Events && stream.Side == side)?.Name ?? side.ToString().ToLowerInvariant();

    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue) => recording.OpenEvents(side, fromUs, toUs);

    public IRawEventSource OpenRaw(CameraSide side) => new Source(recording.OpenEvents(side));

    public void Dispose()
    {
    }

    private sealed class Source(IEventSource source) : IRawEventSource
    {
        public EventLosses Losses => source.Losses;

        public IReadOnlyList<RawDefect> Defects => [];

        public bool Decode(EventBatch into) => source.Read(into, Formats.OpenOptions.DefaultReorderEvents) > 0;

        public void Dispose() => source.Dispose();
    }
}
