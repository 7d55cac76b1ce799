using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// Removes every event of hot pixels, which <see cref="Find(IEventRecording, CancellationToken)"/> finds in a pass over the whole recording. A pixel is hot if it has more than 10 (m + 5) events, m the median of
/// its up to 8 neighbours: more than 50 where the neighbours are silent. The median withstands three hot neighbours of eight; a moving edge, a flickering light or a textured
/// region raises the neighbours with the pixel and is left alone. <c>evs doctor</c> counts by the same rule.
/// </summary>
/// <param name="Left">Hot pixels of the left camera.</param>
/// <param name="Right">Hot pixels of the right camera; empty of a recording of one.</param>
public sealed record HotPixelMask(IReadOnlyList<HotPixel> Left, IReadOnlyList<HotPixel> Right) : EventFilter
{
    /// <summary>A pixel is hot with more than this many times its neighbours' median plus <see cref="Slack"/>.</summary>
    public const int Factor = 10;

    /// <summary>Keeps a few events on an otherwise dark part of the sensor from making a hot pixel.</summary>
    public const int Slack = 5;

    private const int BlockEvents = 65_536;

    /// <inheritdoc/>
    public override string Name => "hotPixels";

    /// <inheritdoc/>
    public override string Description => $"{Left.Count} hot pixels of the left camera and {Right.Count} of the right masked";

    /// <summary>Finds the hot pixels of each camera, one pass over its events.</summary>
    /// <exception cref="InvalidDataException">The recording is damaged, or its sensor larger than <see cref="EventFilter.MaxPixels"/>.</exception>
    public static HotPixelMask Find(IEventRecording recording, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return new HotPixelMask(
            FindIn(recording, CameraSide.Left, cancellation),
            recording.Cameras.Contains(CameraSide.Right) ? FindIn(recording, CameraSide.Right, cancellation) : []);
    }

    /// <summary>The hot pixels of a count of events.</summary>
    /// <param name="counts">[H, W].</param>
    /// <param name="sensor">H and W.</param>
    /// <returns>In the order of rows, then columns.</returns>
    public static IReadOnlyList<HotPixel> Find(ReadOnlySpan<int> counts, SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.Length, sensor.Pixels, nameof(counts));
        List<HotPixel> hot = [];
        Span<int> around = stackalloc int[8];
        for (int pixel = 0; pixel < counts.Length; pixel++)
        {
            // Cheap and false of almost every pixel, so that few medians are taken.
            if (counts[pixel] > Factor * Slack && NeighbourMedian(counts, sensor, pixel, around) is double median && counts[pixel] > Factor * (median + Slack))
            {
                hot.Add(new HotPixel(pixel % sensor.Width, pixel / sensor.Width, counts[pixel], median));
            }
        }

        return hot;
    }

    internal override IEventSieve Begin(CameraSide side, SensorSize sensor) => new Sieve(side == CameraSide.Left ? Left : Right, sensor);

    private static double NeighbourMedian(ReadOnlySpan<int> counts, SensorSize sensor, int pixel, Span<int> around)
    {
        (int y, int x) = Math.DivRem(pixel, sensor.Width);
        int found = 0;
        for (int row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, sensor.Height - 1); row++)
        {
            for (int column = Math.Max(x - 1, 0); column <= Math.Min(x + 1, sensor.Width - 1); column++)
            {
                if (row != y || column != x)
                {
                    around[found++] = counts[(row * sensor.Width) + column];
                }
            }
        }

        Span<int> values = around[..found];
        values.Sort();
        return found == 0 ? 0 : (values[(found - 1) / 2] + (double)values[found / 2]) / 2;
    }

    private static IReadOnlyList<HotPixel> FindIn(IEventRecording recording, CameraSide side, CancellationToken cancellation)
    {
        SensorSize sensor = recording.Sensor;
        if ((long)sensor.Width * sensor.Height > MaxPixels)
        {
            throw new InvalidDataException($"{recording.Path}: a sensor of {sensor}, of more than the {MaxPixels:N0} pixels that filters take; --sensor WxH says a smaller one");
        }

        int[] counts = new int[sensor.Pixels];
        using IEventSource source = recording.OpenEvents(side);
        EventBatch block = new(BlockEvents);
        while (source.Read(block, BlockEvents) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < block.Count; i++)
            {
                ref int count = ref counts[(block.Y[i] * sensor.Width) + block.X[i]];
                count += count < int.MaxValue ? 1 : 0;
            }

            block.Clear();
        }

        return Find(counts, sensor);
    }

    private sealed class Sieve : EventSelection
    {
        private readonly bool[] masked;
        private readonly int width;

        public Sieve(IReadOnlyList<HotPixel> pixels, SensorSize sensor)
        {
            width = sensor.Width;
            masked = new bool[sensor.Pixels];
            foreach (HotPixel pixel in pixels)
            {
                if (sensor.Contains(pixel.X, pixel.Y))
                {
                    masked[(pixel.Y * width) + pixel.X] = true;
                }
            }
        }

        protected override bool Stays(long tUs, int x, int y, sbyte polarity) => !masked[(y * width) + x];
    }
}
