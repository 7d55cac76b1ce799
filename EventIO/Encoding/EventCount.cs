using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>Event-count frames: how many events a pixel had in a window.</summary>
public static class EventCount
{
    /// <summary>Counts events of both polarities together.</summary>
    /// <param name="events">Events in any order.</param>
    /// <param name="window">Half-open window; events outside it are not counted.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="destination">[H, W], overwritten.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, sensor.Pixels, nameof(destination));
        return Count(events, window, sensor, destination, polarityPlane: 0);
    }

    /// <summary>Counts events by polarity.</summary>
    /// <param name="events">Events in any order.</param>
    /// <param name="window">Half-open window; events outside it are not counted.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="destination">[2, H, W], overwritten: plane 0 negative, plane 1 positive.</param>
    /// <returns>Number of events counted.</returns>
    public static int EncodeByPolarity(EventBatch events, TimeWindow window, SensorSize sensor, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, 2 * sensor.Pixels, nameof(destination));
        return Count(events, window, sensor, destination, polarityPlane: sensor.Pixels);
    }

    /// <summary>Marks the pixels that had an event: 1, others 0. Unlike the sign of summed polarities, events never cancel here.</summary>
    /// <param name="events">Events in any order.</param>
    /// <param name="window">Half-open window; events outside it are not counted.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="destination">[H, W], overwritten.</param>
    public static void Mark(EventBatch events, TimeWindow window, SensorSize sensor, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, sensor.Pixels, nameof(destination));
        destination.Clear();
        for (int i = 0; i < events.Count; i++)
        {
            if (window.Contains(events.TUs[i]) && sensor.Contains(events.X[i], events.Y[i]))
            {
                destination[(events.Y[i] * sensor.Width) + events.X[i]] = 1;
            }
        }
    }

    private static int Count(EventBatch events, TimeWindow window, SensorSize sensor, Span<float> destination, int polarityPlane)
    {
        ArgumentNullException.ThrowIfNull(events);
        destination.Clear();
        int counted = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (!window.Contains(events.TUs[i]) || !sensor.Contains(events.X[i], events.Y[i]))
            {
                continue;
            }

            int plane = events.Polarity[i] > 0 ? polarityPlane : 0;
            destination[plane + (events.Y[i] * sensor.Width) + events.X[i]]++;
            counted++;
        }

        return counted;
    }
}
