using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// Events a pixel, and what they say about the sensor: repeated events, pixels that fire far more than their neighbours, and rows and
/// columns that never fire.
/// </summary>
internal sealed class PixelCounts
{
    /// <summary>Largest sensor whose pixels are counted: 2048 x 2048, 84 MB.</summary>
    public const int MaxPixels = 1 << 22;

    /// <summary>
    /// Every sensor has some hot pixels. They are a defect where one of them makes this share of the events; the simulator's, of up to 500 events a second, stay below it.
    /// </summary>
    public const double HotShareOfOne = 0.004;

    /// <summary>Or where all of them together make this share.</summary>
    public const double HotShareOfAll = 0.05;

    /// <summary>A line without events is dead if both lines beside it have at least this many.</summary>
    public const int LiveLine = 50;
    private readonly SensorSize sensor;
    private readonly int[] counts;

    // Of each pixel and polarity: negative ones first.
    private readonly long[] latestUs;
    private Place duplicates;

    /// <summary>Makes the counts of a sensor of at most <see cref="MaxPixels"/>.</summary>
    public PixelCounts(SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)sensor.Width * sensor.Height, MaxPixels, nameof(sensor));
        this.sensor = sensor;
        counts = new int[sensor.Pixels];
        latestUs = new long[2 * sensor.Pixels];
        Array.Fill(latestUs, long.MinValue);
    }

    /// <summary>Events that repeat another of the same time, pixel and polarity.</summary>
    public Place Duplicates => duplicates;

    /// <summary>Takes events on the sensor, in time order.</summary>
    public void Add(EventBatch events)
    {
        ReadOnlySpan<long> times = events.TUs;
        ReadOnlySpan<ushort> x = events.X, y = events.Y;
        ReadOnlySpan<sbyte> polarity = events.Polarity;
        for (int i = 0; i < times.Length; i++)
        {
            int pixel = (y[i] * sensor.Width) + x[i];
            counts[pixel]++;
            ref long latest = ref latestUs[(2 * pixel) + (polarity[i] > 0 ? 1 : 0)];
            if (latest == times[i] && times[i] != long.MinValue)
            {
                duplicates.Add(times[i], null);
            }

            latest = times[i];
        }
    }

    /// <summary>The hot pixels, the hottest first: place, events, and the median of the neighbours on the sensor.</summary>
    public IReadOnlyList<HotPixel> Hot() => [.. HotPixelMask.Find(counts, sensor).OrderByDescending(pixel => pixel.Count)];

    /// <summary>Rows, then columns, without an event whose two neighbours have many.</summary>
    public IReadOnlyList<string> DeadLines()
    {
        long[] rows = new long[sensor.Height], columns = new long[sensor.Width];
        for (int pixel = 0; pixel < counts.Length; pixel++)
        {
            rows[pixel / sensor.Width] += counts[pixel];
            columns[pixel % sensor.Width] += counts[pixel];
        }

        return [.. Dead(rows).Select(row => $"row {row}"), .. Dead(columns).Select(column => $"column {column}")];
    }

    private static IEnumerable<int> Dead(long[] lines) => Enumerable.Range(1, Math.Max(0, lines.Length - 2))
        .Where(i => lines[i] == 0 && lines[i - 1] >= LiveLine && lines[i + 1] >= LiveLine);
}
