using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Voxel grids: each event's polarity (-1 or 1, never 0) is shared by linear interpolation in time among the two bins around it, by the kernel max(0, 1 - |b - t*|), where t*
/// follows one of the conventions of <see cref="VoxelNormalization"/>. A window whose events have a single time, or a grid of one bin under (B - 1), has t* = 0:
/// everything goes to bin 0. The caller's events are not changed. float32 sums: 1e-5 of a pixel's number of events from the exact ones, at worst.
/// </summary>
public static class VoxelGrid
{
    /// <summary>Encodes the events of a window at their pixels.</summary>
    /// <param name="events">Events in any order; those outside the window or off the sensor are not counted.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="sensor">Extents of the result.</param>
    /// <param name="bins">Number of bins B, 1 to 1,000.</param>
    /// <param name="normalization">How time becomes a place among the bins.</param>
    /// <param name="destination">[B, H, W], overwritten.</param>
    /// <returns>Number of events counted.</returns>
    public static int Encode(
        EventBatch events, TimeWindow window, SensorSize sensor, int bins, VoxelNormalization normalization, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        TimeSlices.Check(window, bins);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, checked(bins * sensor.Pixels), nameof(destination));
        destination.Clear();
        EventRun run = EventRun.Of(events, window);
        VoxelTime time = VoxelTime.Of(events, run, window, sensor, bins, normalization);
        return Scatter(events, run, window, sensor, time, destination);
    }

    /// <summary>
    /// Encodes raw events at their exact rectified positions: a polarity is shared among the two bins and, bilinearly, the four pixels around it.
    /// Shares outside the image are lost. A place left of or above the first pixel, less than one away, still reaches it; DSEC's loader,
    /// which cuts towards zero there, adds a share of the wrong sign.
    /// </summary>
    /// <param name="events">Raw events on the sensor, in any order; those outside the window are not counted.</param>
    /// <param name="map">Where raw pixels lie in the rectified image; gives H and W.</param>
    /// <param name="window">The window, half-open.</param>
    /// <param name="bins">Number of bins B, 1 to 1,000.</param>
    /// <param name="normalization">How time becomes a place among the bins.</param>
    /// <param name="destination">[B, H, W], overwritten.</param>
    /// <returns>Number of events of which at least a part fell into the image, in whatever bin.</returns>
    public static int EncodeExact(
        EventBatch events, RectificationMap map, TimeWindow window, int bins, VoxelNormalization normalization, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(map);
        TimeSlices.Check(window, bins);
        int pixels = map.Sensor.Pixels;
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, checked(bins * pixels), nameof(destination));
        destination.Clear();
        EventRun run = EventRun.Of(events, window);
        VoxelTime time = VoxelTime.Of(events, run, window, map.Sensor, bins, normalization);
        int counted = 0;
        for (int i = run.From; i < run.To; i++)
        {
            if (!window.Contains(events.TUs[i]) || !map.Sensor.Contains(events.X[i], events.Y[i]))
            {
                continue;
            }

            int pixel = (events.Y[i] * map.Sensor.Width) + events.X[i];
            (float x, float y) = (map.X[pixel], map.Y[pixel]);
            int bin = time.BinOf(events.TUs[i], out float later);
            bool inside = x > -1 && x < map.Sensor.Width && y > -1 && y < map.Sensor.Height;
            if (inside && bin < bins)
            {
                _ = BilinearSpread.Add(destination.Slice(bin * pixels, pixels), map.Sensor, x, y, events.Polarity[i] * (1 - later));
            }

            if (inside && bin + 1 < bins)
            {
                _ = BilinearSpread.Add(destination.Slice((bin + 1) * pixels, pixels), map.Sensor, x, y, events.Polarity[i] * later);
            }

            counted += inside ? 1 : 0;
        }

        return counted;
    }

    /// <summary>
    /// Standardises a grid as DSEC's loader does: of the elements that are not 0, the mean is subtracted and the result divided by their standard deviation
    /// (of a sample, n - 1); where that is 0 or there is one element, the mean alone is subtracted. Zeros stay.
    /// </summary>
    /// <param name="values">A grid, changed in place.</param>
    public static void Standardize(Span<float> values)
    {
        double sum = 0;
        long count = 0;
        foreach (float value in values)
        {
            sum += value;
            count += value != 0 ? 1 : 0;
        }

        double mean = sum / Math.Max(1, count), squares = 0;
        foreach (float value in values)
        {
            squares += value != 0 ? (value - mean) * (value - mean) : 0;
        }

        double deviation = Math.Sqrt(squares / Math.Max(1, count - 1));
        double scale = deviation > 0 ? 1 / deviation : 1;
        foreach (ref float value in values)
        {
            value = value != 0 ? (float)((value - mean) * scale) : 0;
        }
    }

    private static int Scatter(EventBatch events, EventRun run, TimeWindow window, SensorSize sensor, VoxelTime time, Span<float> grid)
    {
        ReadOnlySpan<long> times = events.TUs[run.From..run.To];
        ref ushort columns = ref MemoryMarshal.GetReference(events.X[run.From..run.To]);
        ref ushort rows = ref MemoryMarshal.GetReference(events.Y[run.From..run.To]);
        ref sbyte polarities = ref MemoryMarshal.GetReference(events.Polarity[run.From..run.To]);
        ref float sums = ref MemoryMarshal.GetReference(grid);
        nuint pixels = (uint)sensor.Pixels, length = (uint)grid.Length;
        int counted = 0;
        for (int i = 0; i < times.Length; i++)
        {
            uint x = Unsafe.Add(ref columns, i), y = Unsafe.Add(ref rows, i);
            if (x >= (uint)sensor.Width || y >= (uint)sensor.Height || !window.Contains(times[i]))
            {
                continue;
            }

            int bin = time.BinOf(times[i], out float later);
            float polarity = Unsafe.Add(ref polarities, i), share = polarity * later;

            // A bin beyond the last begins at or behind the grid's end.
            nuint at = ((uint)bin * pixels) + ((y * (uint)sensor.Width) + x);
            if (at < length)
            {
                Unsafe.Add(ref sums, at) += polarity - share;
            }

            if (at + pixels < length)
            {
                Unsafe.Add(ref sums, at + pixels) += share;
            }

            counted++;
        }

        return counted;
    }
}
