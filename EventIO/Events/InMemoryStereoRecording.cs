using EventStereo.EventIO.Calibration;

namespace EventStereo.EventIO.Events;

/// <summary>A stereo recording held in memory, for short ones and for events that come from elsewhere than a file.</summary>
public sealed class InMemoryStereoRecording : IEventRecording
{
    private readonly EventBatch[] events;

    /// <summary>Wraps events of both cameras.</summary>
    /// <param name="name">Name to go by.</param>
    /// <param name="sensor">Size of both cameras.</param>
    /// <param name="left">Events of the left camera on the sensor, in time order.</param>
    /// <param name="right">Events of the right camera on the sensor, in time order.</param>
    /// <param name="geometry">Focal length and baseline, if known.</param>
    /// <exception cref="ArgumentException">An event is off the sensor or before the one before it.</exception>
    public InMemoryStereoRecording(string name, SensorSize sensor, EventBatch left, EventBatch right, StereoGeometry? geometry = null)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Check(left, sensor, nameof(left));
        Check(right, sensor, nameof(right));
        Path = name;
        Sensor = sensor;
        Geometry = geometry;
        events = [left, right];
        EventBatch[] filled = [.. events.Where(batch => batch.Count > 0)];
        FromUs = filled.Length == 0 ? 0 : filled.Min(batch => batch.TUs[0]);
        ToUs = filled.Length == 0 ? 0 : filled.Max(batch => batch.TUs[^1]) + 1;
        Streams = [Describe(CameraSide.Left), Describe(CameraSide.Right)];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public string Format => "memory";

    /// <inheritdoc/>
    public SensorSize Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<CameraSide> Cameras => CameraSides.Both;

    /// <inheritdoc/>
    public IReadOnlyList<StreamInfo> Streams { get; }

    /// <inheritdoc/>
    public StereoGeometry? Geometry { get; }

    /// <inheritdoc/>
    public long FromUs { get; }

    /// <inheritdoc/>
    public long ToUs { get; }

    /// <summary>All events of one camera.</summary>
    public EventBatch Events(CameraSide side) => events[(int)side];

    /// <inheritdoc/>
    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue) =>
        new Source(Sensor, events[(int)side], fromUs, toUs);

    /// <summary>Does nothing: the events are managed memory.</summary>
    public void Dispose()
    {
    }

    private static void Check(EventBatch batch, SensorSize sensor, string parameter)
    {
        long beforeUs = long.MinValue;
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch.TUs[i] < beforeUs || !sensor.Contains(batch.X[i], batch.Y[i]))
            {
                throw new ArgumentException($"event {i} is off the {sensor} sensor or out of time order", parameter);
            }

            beforeUs = batch.TUs[i];
        }
    }

    private StreamInfo Describe(CameraSide side)
    {
        EventBatch batch = events[(int)side];
        return new StreamInfo(
            side == CameraSide.Left ? "left" : "right", StreamKind.Events, Sensor.Width, Sensor.Height, batch.Count,
            batch.Count == 0 ? null : batch.TUs[0], batch.Count == 0 ? null : batch.TUs[^1] + 1, null) { Side = side };
    }

    private sealed class Source(SensorSize sensor, EventBatch batch, long fromUs, long toUs) : IEventSource
    {
        private readonly int end = batch.LowerBound(toUs);
        private int next = batch.LowerBound(fromUs);

        public SensorSize Sensor => sensor;

        public EventLosses Losses { get; } = new();

        public int Read(EventBatch into, int maxEvents)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEvents);
            int count = Math.Clamp(end - next, 0, maxEvents);
            into.Append(batch, next, count);
            next += count;
            return count;
        }

        public void Dispose()
        {
        }
    }
}
