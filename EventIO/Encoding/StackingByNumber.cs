using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Stacking by number (SBN): the events of a window are cut into C slices of equal number, channel 0 the oldest, and a pixel's value is the sign
/// of the sum of its events' polarities in the slice: -1, 0 or 1. Slices by number follow the scene's speed where slices by
/// time do not (Wang et al., "Event-Based High Dynamic Range Image and Very High Frame Rate Video Generation Using Conditional Generative
/// Adversarial Networks", CVPR 2019, 3.1, whose pixel values are sums; the sign is SBT's here, so that both have one type).
/// </summary>
public static class StackingByNumber
{
    /// <summary>
    /// Encodes the events of a window. Of the n events in the window and on the sensor, event i, counted from 0 in the batch's order, falls
    /// into channel floor(i * C / n), in integers; the numbers of two channels differ by 1 at most.
    /// </summary>
    /// <param name="events">Events; channels follow the batch's order, which sources promise to be time's.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="channels">Number of slices C, 1 to 1,000.</param>
    /// <param name="destination">[C, H, W], overwritten.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, int channels, Span<sbyte> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        TimeSlices.Check(window, channels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, checked(channels * sensor.Pixels), nameof(destination));
        if (!TimeSlices.InOrder(events.TUs) || !AllOn(sensor, events))
        {
            return ScalarEncoders.StackByNumber(events, window, sensor, channels, destination);
        }

        int[] firsts = new int[channels + 1];
        int from = events.LowerBound(window.FromUs);
        long count = events.LowerBound(window.ToUs) - from;
        for (int channel = 0; channel <= channels; channel++)
        {
            firsts[channel] = from + (int)(((channel * count) + channels - 1) / channels);
        }

        return PixelSums.StackSigns(events, firsts, sensor, destination);
    }

    private static bool AllOn(SensorSize sensor, EventBatch events)
    {
        // The numbers of the slices depend on how many events are on the sensor, so this is known before the first is added.
        ushort largestX = 0, largestY = 0;
        ReadOnlySpan<ushort> x = events.X, y = events.Y;
        for (int i = 0; i < x.Length; i++)
        {
            largestX = Math.Max(largestX, x[i]);
            largestY = Math.Max(largestY, y[i]);
        }

        return sensor.Contains(largestX, largestY);
    }
}
