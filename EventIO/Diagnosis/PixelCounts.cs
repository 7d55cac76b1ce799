using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// Events a pixel, and what they say about the sensor: repeated events, pixels that fire far more than their neighbours, and rows and
/// columns that never fire.
/// </summary>
internal sealed class PixelCounts
{
    /// <summary>Largest sensor whose pixels are counted: 2048 x 2048, 84 MB.</summary>
    public const int MaxPixels = 1 << 22;

    /// <summary>A pixel is hot with more than this many times the events of its neighbourhood's median plus <see cref="Slack"/>.</summary>
    public const int HotFactor = 10;

    /// <summary>Keeps a few events on an otherwise dark part of the sensor from making a hot pixel.</summary>
    public const int Slack = 5;

    /// <summary>
    /// Every sensor has some hot pixels. They are a defect where one of them makes this share of the events: real sensors' stay below it.
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
    public IReadOnlyList<(int X, int Y, int Events, double Neighbours)> Hot()
    {
        List<(int X, int Y, int Events, double Neighbours)> hot = [];
        Span<int> around = stackalloc int[8];
        for (int pixel = 0; pixel < counts.Length; pixel++)
        {
            if (counts[pixel] > HotFactor * Slack && Neighbourhood(pixel, around) is double median && counts[pixel] > HotFactor * (median + Slack))
            {
                hot.Add((pixel % sensor.Width, pixel / sensor.Width, counts[pixel], median));
            }
        }

        return [.. hot.OrderByDescending(found => found.Events)];
    }

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

    /// <summary>Median of the up to eight neighbours.</summary>
    private double Neighbourhood(int pixel, Span<int> around)
    {
        int x = pixel % sensor.Width, y = pixel / sensor.Width, found = 0;
        for (int row = Math.Max(0, y - 1); row <= Math.Min(sensor.Height - 1, y + 1); row++)
        {
            for (int column = Math.Max(0, x - 1); column <= Math.Min(sensor.Width - 1, x + 1); column++)
            {
                if (row != y || column != x)
                {
                    around[found++] = counts[(row * sensor.Width) + column];
                }
            }
        }

        Span<int> values = around[..found];
        values.Sort();
        return found == 0 ? 0 : (values[(found - 1) / 2] + values[found / 2]) / 2.0;
    }
}
