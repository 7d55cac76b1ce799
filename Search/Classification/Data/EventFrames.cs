using EventStereo.EventIO.Events;

namespace EventStereo.Search.Classification.Data;

/// <summary>Event recordings as frames: for each slice and pixel the number of darker (channel 0) and of brighter events (channel 1).</summary>
public static class EventFrames
{
    /// <summary>
    /// Frames <c>[T, 2, H, W]</c> of events in time order. Event i of N at time t is in slice <c>floor(i T / N)</c> or, by time, <c>floor((t - first) T / (last + 1 - first))</c>.
    /// </summary>
    /// <param name="events">Events in time order, at least one.</param>
    /// <param name="sensor">Extents of a frame; every event lies on it.</param>
    /// <param name="steps">Frames <c>T</c>.</param>
    /// <param name="slicing">How the recording is cut.</param>
    /// <exception cref="ArgumentException">There is no event.</exception>
    public static float[] Encode(EventBatch events, SensorSize sensor, int steps, EventSlicing slicing)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        float[] frames = new float[checked(steps * 2 * sensor.Pixels)];
        long first = events.TUs[0], lengthUs = events.TUs[^1] + 1 - first;
        for (int i = 0; i < events.Count; i++)
        {
            long slice = slicing == EventSlicing.ByTime ? (events.TUs[i] - first) * steps / lengthUs : (long)i * steps / events.Count;
            long channel = events.Polarity[i] > 0 ? 1 : 0;
            frames[(((slice * 2) + channel) * sensor.Pixels) + (events.Y[i] * sensor.Width) + events.X[i]]++;
        }

        return frames;
    }
}
