using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>
/// A recording seen through rectification maps: each event at its nearest rectified pixel, those that leave the image
/// dropped and counted (<see cref="EventLosses.OutOfRectified"/>). Disposing it disposes the recording.
/// </summary>
public sealed class RectifiedRecording : IEventRecording
{
    private readonly IEventRecording recording;
    private readonly StereoRectification rectification;

    /// <summary>Wraps a recording of raw events.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="rectification">Maps of its sensor's size.</param>
    /// <param name="geometry">Focal length and baseline of the rectified pair; null takes the maps', else the recording's.</param>
    /// <exception cref="InvalidDataException">The maps are of another size.</exception>
    public RectifiedRecording(IEventRecording recording, StereoRectification rectification, StereoGeometry? geometry = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(rectification);
        if (recording.Sensor != rectification.Sensor)
        {
            throw new InvalidDataException($"{recording.Path}: a sensor of {recording.Sensor}, but rectification maps of {rectification.Sensor}");
        }

        this.recording = recording;
        this.rectification = rectification;
        Geometry = geometry ?? rectification.Geometry ?? recording.Geometry;
    }

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
    public StereoGeometry? Geometry { get; }

    /// <inheritdoc/>
    public double OriginSeconds => recording.OriginSeconds;

    /// <inheritdoc/>
    public long FromUs => recording.FromUs;

    /// <inheritdoc/>
    public long ToUs => recording.ToUs;

    /// <inheritdoc/>
    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue) =>
        new Source(recording.OpenEvents(side, fromUs, toUs), rectification[side]);

    /// <inheritdoc/>
    public void Dispose() => recording.Dispose();

    private sealed class Source(IEventSource source, RectificationMap map) : IEventSource
    {
        private readonly EventBatch block = new();
        private long outside;

        public SensorSize Sensor => source.Sensor;

        public EventLosses Losses
        {
            get
            {
                EventLosses losses = new() { OutOfRectified = outside };
                losses.Add(source.Losses);
                return losses;
            }
        }

        public int Read(EventBatch into, int maxEvents)
        {
            ArgumentNullException.ThrowIfNull(into);
            int before = into.Count;
            do
            {
                block.Clear();
                if (source.Read(block, maxEvents) == 0)
                {
                    return 0;
                }

                outside += map.Apply(block, into);
            }
            while (into.Count == before);

            return into.Count - before;
        }

        public void Dispose() => source.Dispose();
    }
}
