using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class StereoSimulatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    public void Same_seed_gives_the_same_bits_for_any_number_of_threads(int seed)
    {
        SimulationConfig config = SimulationPresets.Training with { DurationMs = 100 };
        MemorySink one = Run(config, seed, threads: 1), two = Run(config, seed, threads: 2), three = Run(config, seed, threads: 3);
        AssertSame(one, two);
        AssertSame(one, three);
        Assert.NotEqual(one.Left.TUs.ToArray(), Run(config, seed + 1, threads: 1).Left.TUs.ToArray());
    }

    [Fact]
    public void Wall_of_whole_disparity_gives_both_cameras_the_same_events_that_many_columns_apart()
    {
        // f b = 10 px m at Z = 10/7 m: a disparity of 7.
        MemorySink sink = TestScenes.Record(TestScenes.Of(TestScenes.Wall(7, columnsPerS: 90)));
        ILookup<(int, int, int), long> right = Rows(sink.Right, 0).ToLookup(row => (row.X, row.Y, row.P), row => row.T);
        (long T, int X, int Y, int P)[] left = [.. Rows(sink.Left, -7).Where(row => row.X >= 0)];
        Assert.True(left.Length > 2000, $"only {left.Length} events");

        // The cameras' frames may fall on other microseconds: times agree to the curvature of log intensity within a frame.
        int matched = left.Count(row => right[(row.X, row.Y, row.P)].Any(t => Math.Abs(t - row.T) <= 100));
        Assert.True(matched >= 0.99 * left.Length, $"{matched} of {left.Length}");
        Assert.Equal(7, BestOffset(sink, row: 0));
    }

    [Fact]
    public void Disparity_of_coincident_events_is_focal_length_times_baseline_over_depth()
    {
        foreach (int disparity in new[] { 3, 12, 25 })
        {
            MemorySink sink = TestScenes.Record(TestScenes.Of(TestScenes.Wall(disparity, columnsPerS: 80, seed: (ulong)disparity)));
            float depthM = sink.Depths[0].DepthM[0];
            Assert.Equal(disparity, TestScenes.FocalPx * TestScenes.BaselineM / depthM, 1e-4);
            Assert.Equal(disparity, BestOffset(sink, row: 0));
        }
    }

    [Fact]
    public void Row_offset_moves_the_right_cameras_events_down_and_leaves_the_ground_truth()
    {
        Body[] bodies = [TestScenes.Wall(7, columnsPerS: 90)];
        Scene offset = new() { Sensor = TestScenes.Sensor, FocalPx = TestScenes.FocalPx, BaselineM = TestScenes.BaselineM, Bodies = bodies, RowOffsetPx = 2 };
        MemorySink aligned = TestScenes.Record(TestScenes.Of(bodies)), moved = TestScenes.Record(offset);
        int atZero = Coincidences(moved, 7, 0), atTwo = Coincidences(moved, 7, 2);
        Assert.True(atTwo > 5 * atZero, $"{atTwo} coincidences two rows down, {atZero} on the row");
        Assert.Equal(aligned.Depths[0].DepthM, moved.Depths[0].DepthM);
        Assert.Equal(aligned.Depths[0].Occluded, moved.Depths[0].Occluded);
        Assert.Equal(aligned.Left.TUs.ToArray(), moved.Left.TUs.ToArray());
    }

    [Fact]
    public void Latency_stamps_the_right_cameras_events_late()
    {
        Body[] bodies = [TestScenes.Wall(7, columnsPerS: 90)];
        Scene late = new() { Sensor = TestScenes.Sensor, FocalPx = TestScenes.FocalPx, BaselineM = TestScenes.BaselineM, Bodies = bodies, LatencySeconds = 0.003 };
        MemorySink sink = TestScenes.Record(late);
        Dictionary<(int, int), long[]> rights = Rows(sink.Right, 0).GroupBy(row => (row.X, row.Y)).ToDictionary(group => group.Key, group => group.Select(row => row.T).ToArray());
        int[] lags = new int[10];
        foreach ((long t, int x, int y, int _) in Rows(sink.Left, -7))
        {
            foreach (long other in rights.GetValueOrDefault((x, y), []))
            {
                long lag = other - t;
                if (lag is >= 0 and < 10_000)
                {
                    lags[lag / 1000]++;
                }
            }
        }

        // 3 ms within a hundredth, less what rounding of frame times leaves: the bins beside 3000.
        int mode = Array.IndexOf(lags, lags.Max());
        Assert.InRange(mode, 2, 3);
    }

    [Fact]
    public void Mirrored_scene_with_cameras_swapped_gives_mirrored_events()
    {
        // In px from the middle of the image: a card at column c of the left image lies at c - d of the right one; mirrored
        // about the rig's own middle it lies at d - c of the left image.
        const double Column = 6, Disparity = 10;
        Body[] plain = [TestScenes.Card(0, 0, 2, 400, 400, 0.2f), TestScenes.Card(Column, 3, Disparity, 9, 7, 0.8f, columnsPerS: 100)];
        Body[] mirrored = [TestScenes.Card(0, 0, 2, 400, 400, 0.2f), TestScenes.Card(Disparity - Column, 3, Disparity, 9, 7, 0.8f, columnsPerS: -100)];
        MemorySink scene = TestScenes.Record(TestScenes.Of(plain)), mirror = TestScenes.Record(TestScenes.Of(mirrored));
        HashSet<(long, int, int, int)> expected = [.. Rows(scene.Right, 0).Select(row => (row.T, TestScenes.Sensor.Width - 1 - row.X, row.Y, row.P))];
        HashSet<(long, int, int, int)> actual = [.. Rows(mirror.Left, 0)];
        Assert.NotEmpty(expected);

        // The samples of a pixel on an outline do not lie mirrored: times on upright edges differ by up to a quarter pixel.
        HashSet<(int, int, int)> expectedPixels = [.. expected.Select(row => (row.Item2, row.Item3, row.Item4))];
        HashSet<(int, int, int)> actualPixels = [.. actual.Select(row => (row.Item2, row.Item3, row.Item4))];
        Assert.True(expectedPixels.SetEquals(actualPixels));
    }

    [Fact]
    public void Nothing_that_moves_makes_no_event_without_noise()
    {
        MemorySink sink = TestScenes.Record(TestScenes.Of(TestScenes.Wall(5), TestScenes.Card(0, 0, 20, 8, 8, 0.9f)));
        Assert.Equal(0, sink.Left.Count + sink.Right.Count);
        Assert.Equal(2, sink.Depths.Count);
    }

    [Fact]
    public void Moving_card_on_a_resting_plain_wall_makes_events_on_its_outline_alone()
    {
        Body[] bodies = [TestScenes.Card(0, 0, 2, 400, 400, 0.2f), TestScenes.Card(0, 0, 10, 10, 8, 0.8f, columnsPerS: 40)];
        MemorySink sink = TestScenes.Record(TestScenes.Of(bodies), durationMs: 50);
        (double centreX, double centreY) = ((TestScenes.Sensor.Width - 1) / 2.0, (TestScenes.Sensor.Height - 1) / 2.0);
        Assert.NotEqual(0, sink.Left.Count);
        for (int i = 0; i < sink.Left.Count; i++)
        {
            // Upright edges at -10 and 10 px move by 2 px in 50 ms; brighter at the front, darker behind.
            double x = sink.Left.X[i] - centreX;
            Assert.InRange(Math.Abs(sink.Left.Y[i] - centreY), 0, 8.5);
            Assert.True(x is > 9 and < 13 || x is > -11 and < -7, $"event at column {x}");
            Assert.Equal(x > 0 ? 1 : -1, sink.Left.Polarity[i]);
        }
    }

    [Fact]
    public void Events_are_in_order_on_the_sensor_and_within_the_recording()
    {
        MemorySink sink = Run(SimulationPresets.Training, 3, threads: 2);
        foreach (EventBatch events in new[] { sink.Left, sink.Right })
        {
            for (int i = 0; i < events.Count; i++)
            {
                Assert.True(sink.Sensor.Contains(events.X[i], events.Y[i]));
                Assert.InRange(events.TUs[i], i == 0 ? 0 : events.TUs[i - 1], 249_999);
            }
        }

        Assert.Equal([50_000L, 100_000L, 150_000L, 200_000L, 250_000L], sink.Depths.Select(depth => depth.TUs));
    }

    [Fact]
    public void Faulty_configuration_is_refused_with_every_problem_named()
    {
        SimulationConfig config = new() { DurationMs = -1, GroundTruthHz = 0, Scene = new SceneConfig { Shapes = new ValueRange(3, 1) } };
        ArgumentException refused = Assert.Throws<ArgumentException>(() => StereoSimulator.Run(config, 0, new MemorySink()));
        Assert.Contains("durationMs", refused.Message, StringComparison.Ordinal);
        Assert.Contains("groundTruthHz", refused.Message, StringComparison.Ordinal);
        Assert.Contains("scene.shapes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_simulation_stops()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => StereoSimulator.Run(SimulationPresets.Training, 0, new MemorySink(), 1, null, source.Token));
    }

    private static MemorySink Run(SimulationConfig config, int seed, int threads)
    {
        MemorySink sink = new();
        StereoSimulator.Run(config, seed, sink, threads);
        return sink;
    }

    private static void AssertSame(MemorySink expected, MemorySink actual)
    {
        TestEvents.AssertEqual(expected.Left, actual.Left);
        TestEvents.AssertEqual(expected.Right, actual.Right);
        Assert.Equal(expected.Depths.Select(depth => depth.TUs), actual.Depths.Select(depth => depth.TUs));
        foreach ((SimulatedDepth a, SimulatedDepth b) in expected.Depths.Zip(actual.Depths))
        {
            Assert.Equal(a.DepthM, b.DepthM);
            Assert.Equal(a.Occluded, b.Occluded);
            Assert.Equal(a.EventDepthM, b.EventDepthM);
        }
    }

    private static IEnumerable<(long T, int X, int Y, int P)> Rows(EventBatch events, int shift)
    {
        for (int i = 0; i < events.Count; i++)
        {
            yield return (events.TUs[i], events.X[i] + shift, events.Y[i], events.Polarity[i]);
        }
    }

    /// <summary>Left events that have a right one of their polarity within 1 ms at the given offset.</summary>
    private static int Coincidences(MemorySink sink, int columns, int rows)
    {
        HashSet<(long, int, int, int)> right = [.. Rows(sink.Right, 0).Select(row => (row.T / 1000, row.X, row.Y, row.P))];
        return Rows(sink.Left, -columns).Count(row => right.Contains((row.T / 1000, row.X, row.Y + rows, row.P)));
    }

    private static int BestOffset(MemorySink sink, int row) => Enumerable.Range(0, 40).MaxBy(columns => Coincidences(sink, columns, row));
}
