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

    [Fact]
    public void Sparse_ddes_marks_by_the_windows_before_the_part_too_and_shows_them_to_no_method()
    {
        // Events in the first two windows alone, each at 15 of 16 pixels of a diagonal: the sixteenth falls on the window's open beginning.
        using StereoDataset dataset = new("part", [Sequence("a", [3, 4], 5.25f, windowsWithEvents: 2)], new DatasetOptions { Ddes = true });
        Constant method = new();
        StereoEvaluator evaluator = new([method], EvaluationProtocol.DdesSparse);
        evaluator.Add(dataset, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([0, 0], method.Events);
        Assert.Equal(2 * 15, evaluator.Scores[0].Score.Pixels);
        Assert.Equal((37 / 7.0) - 5, evaluator.Scores[0].Score.MeanDisparityErrorPx, 1e-6);
    }

    [Fact]
    public void Keeps_the_scores_of_each_sequence_and_of_all_for_every_method()
    {
        using StereoDataset dataset = new("part", [Sequence("a", [1, 4], 5.25f), Sequence("b", [0], 5.75f)]);
        StereoEvaluator evaluator = new([new Constant(), new Constant(6)], EvaluationProtocol.Dense);
        evaluator.Add(dataset, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["a", "b"], evaluator.Recordings.Select(recording => recording.Recording));
        Assert.Equal([0.25, 0.75, 0.75, 0.25], evaluator.Recordings.SelectMany(recording => recording.Methods).Select(method => method.Score.MeanDisparityErrorPx));
        Assert.Equal([2, 1], evaluator.Recordings.Select(recording => recording.Methods[1].Score.Frames));
        Assert.Equal((0.75 + 0.75 + 0.25) / 3, evaluator.Scores[1].Score.MeanDisparityErrorPx, 1e-9);
    }

    [Fact]
    public void Counts_the_frames_that_had_no_pixel_to_score()
    {
        using StereoDataset dataset = new("part", [Sequence("a", [1, 4], 5.25f), Sequence("b", [0, 2], float.NaN)]);
        StereoEvaluator evaluator = new([new Constant()], EvaluationProtocol.Dense);
        evaluator.Add(dataset, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, evaluator.FramesWithoutPixels);
        Assert.Equal("a", Assert.Single(evaluator.Recordings).Recording);
        Assert.Equal(2, evaluator.Scores[0].Score.Frames);
    }

    /// <summary>Maps of one disparity every 50 ms and 16 left events before each, a sixteenth of the time apart, the first at the window's beginning.</summary>
    private static StereoSequence Sequence(string name, int[] frames, float disparityPx, int windowsWithEvents = 8)
    {
        EventBatch left = new();
        for (int i = 0; i < 16 * windowsWithEvents; i++)
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

    private sealed class Constant(float disparityPx = 5) : IStereoMethod
    {
        public string Name => "constant";

        public int Resets { get; private set; }

        public List<int> Events { get; } = [];

        public void Reset() => Resets++;

        public float[] Estimate(StereoFrames frames)
        {
            Events.Add(frames.LeftCount.Sum(count => (int)count));
            return [.. Enumerable.Repeat(disparityPx, Sensor.Pixels)];
        }
    }
}
