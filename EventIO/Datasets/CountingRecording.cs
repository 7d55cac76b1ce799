using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>Counts the events that a recording's sources deliver. Does not own the recording.</summary>
internal sealed class CountingRecording(IEventRecording recording) : IEventRecording
{
    public long Delivered { get; private set; }

    public string Path => recording.Path;

    public string Format => recording.Format;

    public SensorSize Sensor => recording.Sensor;

    public IReadOnlyList<CameraSide> Cameras => recording.Cameras;

    public IReadOnlyList<StreamInfo> Streams => recording.Streams;

    public StereoGeometry? Geometry => recording.Geometry;

    public double OriginSeconds => recording.OriginSeconds;

    public long FromUs => recording.FromUs;

    public long ToUs => recording.ToUs;

    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue) =>
        new Source(this, recording.OpenEvents(side, fromUs, toUs));

    public void Dispose()
    {
    }

    private sealed class Source(CountingRecording counter, IEventSource source) : IEventSource
    {
        public SensorSize Sensor => source.Sensor;

        public EventLosses Losses => source.Losses;

        public int Read(EventBatch into, int maxEvents)
        {
            int count = source.Read(into, maxEvents);
            counter.Delivered += count;
            return count;
        }

        public void Dispose() => source.Dispose();
    }
}
