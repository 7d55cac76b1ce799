using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.Tests;

/// <summary>Training clips out of a data set's sequences.</summary>
public sealed class DatasetClipTests
{
    private static readonly SensorSize Sensor = new(16, 16);

    [Fact]
    public void A_sequence_is_cut_into_runs_of_which_the_last_takes_the_rest()
    {
        using StereoDataset dataset = new("part", [Sequence("a", 5, 55), Sequence("b", 0, 15)]);
        using StereoClipSet clips = new(dataset, new DatasetOptions());

        Assert.Equal([20, 35, 15], Enumerable.Range(0, clips.Count).Select(clips.WindowsOf));
        Assert.Equal(70, clips.Windows);

        // The disparity of a map is its index: run 1 begins with map 5 + 20.
        StereoClip clip = clips.Read(1, 4, 3);
        Assert.Equal([29f, 30, 31], clip.DisparityPx.Select(map => map[0]));
        Assert.Equal(Sensor, clip.Size);
        Assert.Contains((sbyte)1, clip.Left[0]);
        Assert.Equal([29f, 30, 31], clips.Read(1, 4, 3).DisparityPx.Select(map => map[0]));
        Assert.Equal(14f, clips.Read(2, 14, 1).DisparityPx[0][0]);
    }

    [Fact]
    public void Frames_with_gaps_are_no_clips()
    {
        using StereoDataset dataset = new("part", [Sequence("a", [1, 2, 4])]);
        Assert.Throws<ArgumentException>(() => new StereoClipSet(dataset, new DatasetOptions()));
    }

    [Theory]
    [InlineData("mvsec-1:test", "not to be trained on")]
    [InlineData("mvsec-7:train", "no split")]
    public void A_split_that_is_none_to_train_on_is_a_problem_of_the_configuration(string split, string problem)
    {
        StereoRunConfig config = new() { Data = ["mvsec"], Split = split };
        Assert.Contains(config.Validate(), line => line.Contains(problem, StringComparison.Ordinal));
        Assert.Empty((config with { Split = "mvsec-1:train" }).Validate());
    }

    private static StereoSequence Sequence(string name, int first, int count) => Sequence(name, [.. Enumerable.Range(first, count)]);

    private static StereoSequence Sequence(string name, int[] frames)
    {
        EventBatch events = new();
        for (int i = 0; i < 64; i++)
        {
            events.Add((i * 50_000L) + 25_000, (ushort)(i % 16), 3, 1);
        }

        return new StereoSequence(name, frames, () => (new InMemoryStereoRecording(name, Sensor, events, events, new StereoGeometry(100, 0.2)), new Truth()));
    }

    private sealed class Truth : IDisparityTruth
    {
        public string Path => "memory";

        public SensorSize Sensor => DatasetClipTests.Sensor;

        public IReadOnlyList<long> TimesUs { get; } = [.. Enumerable.Range(1, 64).Select(i => i * 50_000L)];

        public float[] ReadDisparityPx(int index) => [.. Enumerable.Repeat((float)index, Sensor.Pixels)];
    }
}
