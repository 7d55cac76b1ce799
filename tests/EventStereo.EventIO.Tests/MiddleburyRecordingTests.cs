using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;

namespace EventStereo.EventIO.Tests;

/// <summary>Recordings simulated from the views of <see cref="MiddleburyScene"/>.</summary>
public sealed class MiddleburyRecordingTests : IDisposable
{
    private static readonly SimulationConfig Config = new()
    {
        DurationMs = 500,
        Pixels = new PixelConfig { RightToLeft = ValueRange.Of(1), RefractoryUs = ValueRange.Of(0) },
        Noise = new NoiseConfig { BackgroundHz = ValueRange.Of(0), LeakHz = ValueRange.Of(0), HotShare = ValueRange.Of(0) },
    };

    private readonly ScratchFolder folder = new();

    public MiddleburyRecordingTests() => MiddleburyScene.Write(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Ground_truth_is_the_scenes_disparity_from_where_the_left_camera_is()
    {
        MemorySink recording = Run();
        Assert.Equal(new SensorSize(MiddleburyScene.Width, MiddleburyScene.Height), recording.Sensor);
        Assert.Equal(10, recording.Depths.Count);
        foreach (SimulatedDepth depth in recording.Depths)
        {
            // One sway a second over the first half of the line: four of its eight steps.
            double place = 2 * (1 - Math.Cos(2 * Math.PI * depth.TUs * 1e-6));
            for (int i = 0; i < depth.DepthM.Length; i++)
            {
                float expected = 4 * MiddleburyScene.StepPx(place, i % MiddleburyScene.Width, i / MiddleburyScene.Width);
                float found = recording.Geometry!.DisparityPx(depth.DepthM[i]); // set by the run
                Assert.True(float.IsNaN(found) || Math.Abs(found - expected) < 1e-4, $"{depth.TUs} us, pixel {i}: {found}, not {expected}");
            }

            Assert.InRange(depth.DepthM.Count(float.IsNaN), 0, depth.DepthM.Length / 20);
        }
    }

    [Fact]
    public void Hidden_pixels_are_those_behind_the_board_or_beyond_the_right_image()
    {
        SimulatedDepth depth = Run().Depths[^1]; // the left camera at view 4, the right one at view 8
        for (int i = 0; i < depth.Occluded.Length; i++)
        {
            int x = i % MiddleburyScene.Width, y = i / MiddleburyScene.Width;
            float step = MiddleburyScene.StepPx(4, x, y);
            double to = x - (4 * step);
            bool hidden = to < 0 || MiddleburyScene.StepPx(8, Math.Round(to), y) > step;
            Assert.Equal(hidden ? 1 : 0, depth.Occluded[i]);
        }
    }

    [Fact]
    public void Events_of_both_cameras_lie_apart_by_the_true_disparity()
    {
        MemorySink recording = Run();
        int[] left = Counts(recording.Left), right = Counts(recording.Right);

        // Rows 0 to 7 show the wall alone, of 4 px between the cameras.
        long[] agreement = [.. Enumerable.Range(0, 12).Select(shift => Enumerable.Range(0, 8 * MiddleburyScene.Width)
            .Where(i => i % MiddleburyScene.Width >= shift).Sum(i => (long)left[i] * right[i - shift]))];
        Assert.True(recording.Left.Count > 5000, $"{recording.Left.Count} events");
        Assert.Equal(4, Array.IndexOf(agreement, agreement.Max()));
    }

    [Fact]
    public void Disparity_at_events_is_there_where_events_are_and_is_one_of_the_scenes()
    {
        MemorySink recording = Run();
        SimulatedDepth depth = recording.Depths[4];
        EventBatch window = TestEvents.Slice(recording.Left, depth.TUs - 50_000, depth.TUs);
        HashSet<int> pixels = [.. Enumerable.Range(0, window.Count).Select(i => (window.Y[i] * MiddleburyScene.Width) + window.X[i])];
        for (int i = 0; i < depth.EventDepthM.Length; i++)
        {
            float disparity = recording.Geometry!.DisparityPx(depth.EventDepthM[i]); // set by the run
            Assert.True(float.IsNaN(disparity) || (pixels.Contains(i) && (Math.Abs(disparity - 4) < 1e-4 || Math.Abs(disparity - 10) < 1e-4)), $"pixel {i}: {disparity}");
        }

        Assert.InRange(depth.EventDepthM.Count(float.IsFinite), pixels.Count * 9 / 10, pixels.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_events_with_one_thread_and_three()
    {
        MemorySink one = Run(threads: 1), three = Run(threads: 3), other = Run(seed: 2);
        TestEvents.AssertEqual(one.Left, three.Left);
        TestEvents.AssertEqual(one.Right, three.Right);
        Assert.False(one.Left.TUs.SequenceEqual(other.Left.TUs));
    }

    [Fact]
    public void Wrong_configuration_is_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Run(Config with { Images = new ImagesConfig { BaselineShare = ValueRange.Of(1), DisparityScale = -1 } }));
        Assert.Contains("images.baselineShare", error.Message, StringComparison.Ordinal);
        Assert.Contains("images.disparityScale", error.Message, StringComparison.Ordinal);
    }

    private static int[] Counts(EventBatch events)
    {
        int[] counts = new int[MiddleburyScene.Width * MiddleburyScene.Height];
        for (int i = 0; i < events.Count; i++)
        {
            counts[(events.Y[i] * MiddleburyScene.Width) + events.X[i]]++;
        }

        return counts;
    }

    private MemorySink Run(SimulationConfig? config = null, int seed = 1, int threads = 2)
    {
        MemorySink sink = new();
        ImageSimulator.Run(config ?? Config, folder.Path, seed, sink, threads, cancellation: TestContext.Current.CancellationToken);
        return sink;
    }
}
