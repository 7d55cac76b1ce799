using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Histograms of events by polarity and, with several bins, by slices of equal length: all bins of negative polarity first, then all of positive,
/// the oldest bin first in each (the "stacked histogram" of Gehrig and Scaramuzza, "Recurrent Vision Transformers for Object Detection with
/// Event Cameras", CVPR 2023, 3.1, without its clipping at a largest count).
/// </summary>
public static class PolarityHistogram
{
    /// <summary>
    /// Counts the events of a window: one of polarity -1 at time t in channel floor((t - from) * B / (to - from)), in integers, one of polarity 1
    /// B channels further.
    /// </summary>
    /// <param name="events">Events in any order; those outside the window or off the sensor are not counted.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="bins">Number of slices B, 1 to 1,000.</param>
    /// <param name="destination">[2 * B, H, W], overwritten.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(EventBatch events, TimeWindow window, SensorSize sensor, int bins, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        TimeSlices.Check(window, bins);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, checked(2 * bins * sensor.Pixels), nameof(destination));
        if (!TimeSlices.InOrder(events.TUs))
        {
            return ScalarEncoders.Histogram(events, window, sensor, bins, destination);
        }

        int[] firsts = new int[bins + 1];
        TimeSlices.FindFirsts(events.TUs, window, firsts);
        int counted = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            counted += PixelSums.CountByPolarity(
                events, firsts[bin], firsts[bin + 1], sensor,
                destination.Slice(bin * sensor.Pixels, sensor.Pixels), destination.Slice((bins + bin) * sensor.Pixels, sensor.Pixels));
        }

        return counted;
    }
}
