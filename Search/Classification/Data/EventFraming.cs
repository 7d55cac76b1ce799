using EventStereo.EventIO.Events;

namespace EventStereo.Search.Classification.Data;

/// <summary>How the events of a recording become frames.</summary>
/// <param name="Steps">Frames, at least 1.</param>
/// <param name="Slicing">How the recording is cut.</param>
public sealed record EventFraming(int Steps, EventSlicing Slicing)
{
    /// <summary>Extents of a frame; null is the sensor's. An event of column x goes to column <c>floor(x width / sensor width)</c>, and so the rows.</summary>
    public SensorSize? Frame { get; init; }

    /// <summary>Whether columns become rows and rows columns, before anything else.</summary>
    public bool Transposes { get; init; }

    /// <summary>Shape of the frames of a sensor.</summary>
    public SampleShape ShapeOf(SensorSize sensor)
    {
        SensorSize frame = FrameOf(sensor);
        return new SampleShape(Steps, 2, frame.Height, frame.Width);
    }

    /// <summary>
    /// Frames <c>[T, 2, H, W]</c> of events in time order: for each slice and pixel the number of darker (channel 0) and of brighter events (channel 1). Event i of N at time t is in slice
    /// <c>floor(i T / N)</c> or, by time, <c>floor((t - first) T / (last + 1 - first))</c>.
    /// </summary>
    /// <param name="events">Events in time order, at least one.</param>
    /// <param name="sensor">Extents of the sensor; every event lies on it.</param>
    /// <exception cref="ArgumentException">There is no event.</exception>
    public float[] Encode(EventBatch events, SensorSize sensor)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        SensorSize from = Transposes ? new SensorSize(sensor.Height, sensor.Width) : sensor, frame = FrameOf(sensor);
        float[] frames = new float[checked(Steps * 2 * frame.Pixels)];
        long first = events.TUs[0], lengthUs = events.TUs[^1] + 1 - first;
        for (int i = 0; i < events.Count; i++)
        {
            long slice = Slicing == EventSlicing.ByTime ? Slice(events.TUs[i] - first, lengthUs) : Slice(i, events.Count);
            long channel = events.Polarity[i] > 0 ? 1 : 0;
            (int x, int y) = Transposes ? (events.Y[i], events.X[i]) : (events.X[i], events.Y[i]);
            frames[(((slice * 2) + channel) * frame.Pixels) + (y * frame.Height / from.Height * frame.Width) + (x * frame.Width / from.Width)]++;
        }

        return frames;
    }

    /// <summary>In which slice of so many of equal length a place is; without overflow where times are far beyond any recording's.</summary>
    private long Slice(long place, long length) => length <= long.MaxValue / Steps ? place * Steps / length : (long)((Int128)place * Steps / length);

    private SensorSize FrameOf(SensorSize sensor) => Frame ?? (Transposes ? new SensorSize(sensor.Height, sensor.Width) : sensor);
}
