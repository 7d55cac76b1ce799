using EventStereo.Bench.Convert;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;

namespace EventStereo.Bench.Encode;

/// <summary>
/// 20 million events of moving edges on a DAVIS346, a million a second, cut beforehand into windows of 50 ms, to tensors on one core: what an encoder takes by itself.
/// </summary>
/// <param name="name">Name of the case.</param>
/// <param name="encoding">What the tensors are, a phrase.</param>
/// <param name="elements">Elements of a tensor, as a multiple of the sensor's pixels.</param>
/// <param name="tolerance">Most that an element may differ from the reference's.</param>
/// <param name="encode">The product's encoder.</param>
/// <param name="reference">The scalar definition.</param>
internal sealed class EncoderInMemory(
    string name, string encoding, int elements, float tolerance, EncoderInMemory.Encoder encode, EncoderInMemory.Encoder reference) : BenchmarkCase
{
    private const int FullEvents = 20_000_000;

    /// <summary>Encodes a window into one of two tensors of the same extents, by its type.</summary>
    public delegate int Encoder(EventBatch events, TimeWindow window, SensorSize sensor, Span<sbyte> signs, Span<float> values);

    public override string Bench => "encode";

    public override string Name => name;

    public override string Description => $"20 million events in memory to {encoding} of 50 ms, one core";

    public override string Limit => "the four columns read once and summed, by vectors";

    public override string Reference => "the scalar definition, an event at a time";

    /// <summary>The cases.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        new EncoderInMemory(
            "sbt", "SBT tensors, 5 channels,", 5, 0,
            (events, window, sensor, signs, _) => StackingBasedOnTime.Encode(events, window, sensor, 5, signs),
            (events, window, sensor, signs, _) => ScalarEncoders.StackByTime(events, window, sensor, 5, signs)),
        new EncoderInMemory(
            "count", "count frames", 1, 0,
            (events, window, sensor, _, values) => EventCount.Encode(events, window, sensor, values),
            (events, window, sensor, _, values) => ScalarEncoders.Count(events, window, sensor, values)),
        new EncoderInMemory(
            "histogram", "polarity histograms", 2, 0,
            (events, window, sensor, _, values) => PolarityHistogram.Encode(events, window, sensor, 1, values),
            (events, window, sensor, _, values) => ScalarEncoders.Histogram(events, window, sensor, 1, values)),
        new EncoderInMemory(
            "voxel", "voxel grids, 5 bins, bilinear in time,", 5, 1e-3f,
            (events, window, sensor, _, values) => VoxelGrid.Encode(events, window, sensor, 5, VoxelNormalization.Zhu, values),
            (events, window, sensor, _, values) => ScalarEncoders.Voxels(events, window, sensor, 5, VoxelNormalization.Zhu, values)),
        new EncoderInMemory(
            "timesurface", "time surfaces", 2, 1e-6f,
            (events, window, sensor, _, values) => TimeSurface.Encode(events, window, sensor, TimeSurface.DefaultTauUs, values),
            (events, window, sensor, _, values) => ScalarEncoders.TimeSurface(events, window, sensor, TimeSurface.DefaultTauUs, values)),
    ];

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        int events = settings.Scaled(FullEvents);
        MovingEdges edges = new(SensorSize.Davis346, settings.Seed);
        EventBatch block = new(), held = new();
        List<(EventBatch Events, TimeWindow Window)> windows = [];
        for (int made = 0; made < events; made += block.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            edges.Next(block, Math.Min(65_536, events - made));
            held.Append(block, 0, block.Count);
            Cut(held, windows);
        }

        return new EncoderInMemoryWork(windows, elements * SensorSize.Davis346.Pixels, tolerance, encode, reference);
    }

    /// <summary>Moves every whole window from what is held to the list.</summary>
    private static void Cut(EventBatch held, List<(EventBatch Events, TimeWindow Window)> windows)
    {
        while (held.Count > 0)
        {
            long fromUs = windows.Count * StackingBasedOnTime.DefaultWindowUs, toUs = fromUs + StackingBasedOnTime.DefaultWindowUs;
            int count = held.LowerBound(toUs);
            if (count == held.Count)
            {
                return;
            }

            EventBatch events = new(count);
            events.Append(held, 0, count);
            held.RemoveFirst(count);
            windows.Add((events, new TimeWindow(fromUs, toUs)));
        }
    }
}
