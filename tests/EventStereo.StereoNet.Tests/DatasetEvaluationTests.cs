using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

/// <summary>Evaluation over the parts of a data set, with a method that always answers 5 px.</summary>
public sealed class DatasetEvaluationTests
{
    private static readonly SensorSize Sensor = new(16, 16);

    [Fact]
    public void Scores_the_frames_of_the_part_and_shows_the_method_those_between()
    {
        using StereoDataset dataset = new("part", [Sequence("a", [1, 4], 5.25f), Sequence("b", [0], 5.75f)]);
        Constant method = new();
        StereoEvaluator evaluator = new([method], EvaluationProtocol.Dense);
        evaluator.Add(dataset, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, method.Resets);
        Assert.Equal([16, 16, 16, 16, 16], method.Events);
        Assert.Equal(3, evaluator.Scores[0].MeanOverFrames.Frames);
        Assert.Equal(3 * Sensor.Pixels, evaluator.Scores[0].MeanOverFrames.Pixels);
        Assert.Equal((0.25 + 0.25 + 0.75) / 3, evaluator.Scores[0].MeanOverFrames.MeanDisparityErrorPx, 1e-6);
        double near = (20 / 5.0) - (20 / 5.25), far = (20 / 5.0) - (20 / 5.75);
        Assert.Equal((near + near + far) / 3, evaluator.Scores[0].MeanOverFrames.MeanDepthErrorM!.Value, 1e-5); // non-null: there is a rig
    }

    [Fact]
    public void Ddes_scores_against_sevenths_of_a_pixel_and_leaves_the_first_microsecond_out()
    {
        using StereoDataset dataset = new("part", [Sequence("a", [2], 5.25f)], new DatasetOptions { Ddes = true });
        Constant method = new();
        StereoEvaluator evaluator = new([method], EvaluationProtocol.Ddes);
        evaluator.Add(dataset, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([15], method.Events);
        Assert.Equal((37 / 7.0) - 5, evaluator.Scores[0].MeanOverFrames.MeanDisparityErrorPx, 1e-6);
    }

    /// <summary>Maps of one disparity every 50 ms and 16 left events before each, a sixteenth of the time apart, the first at the window's beginning.</summary>
    private static StereoSequence Sequence(string name, int[] frames, float disparityPx)
    {
        EventBatch left = new();
        for (int i = 0; i < 16 * 8; i++)
        {
            left.Add(i * 50_000L / 16, (ushort)(i % 16), (ushort)(i % 16), 1);
        }

        return new StereoSequence(name, frames, () => (new InMemoryStereoRecording(name, Sensor, left, left, new StereoGeometry(100, 0.2)), new Truth(disparityPx)));
    }

    private sealed class Truth(float disparityPx) : IDisparityTruth
    {
        public string Path => "memory";

        public SensorSize Sensor => DatasetEvaluationTests.Sensor;

        public IReadOnlyList<long> TimesUs { get; } = [.. Enumerable.Range(1, 8).Select(i => i * 50_000L)];

        public float[] ReadDisparityPx(int index) => [.. Enumerable.Repeat(disparityPx, Sensor.Pixels)];
    }

    private sealed class Constant : IStereoMethod
    {
        public string Name => "constant";

        public int Resets { get; private set; }

        public List<int> Events { get; } = [];

        public void Reset() => Resets++;

        public float[] Estimate(StereoFrames frames)
        {
            Events.Add(frames.LeftCount.Sum(count => (int)count));
            return [.. Enumerable.Repeat(5f, Sensor.Pixels)];
        }
    }
}
