using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>Event-count frames: how many events a pixel had in a window, of both polarities together.</summary>
public static class EventCount
{
    /// <summary>Counts events. Exact to 2^24 events a pixel; above, the count rounded to float32.</summary>
    /// <param name="events">Events in any order.</param>
    /// <param name="window">Half-open window; events outside it, or off the sensor, are not counted.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="destination">[H, W], overwritten.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, sensor.Pixels, nameof(destination));
        if (!TimeSlices.InOrder(events.TUs))
        {
            return ScalarEncoders.Count(events, window, sensor, destination);
        }

        int from = events.LowerBound(window.FromUs), to = Math.Max(from, events.LowerBound(window.ToUs));
        return PixelSums.Count(events, from, to, sensor, destination);
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
}
