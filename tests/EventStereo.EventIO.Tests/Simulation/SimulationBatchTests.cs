using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Simulation;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class SimulationBatchTests
{
    private static readonly SimulationConfig Config = SimulationPresets.Training with { DurationMs = 100 };

    [Fact]
    public void Batch_is_the_same_for_any_number_of_threads_and_any_slice()
    {
        MemorySink[] whole = [.. SimulationBatch.Simulate(Config, 4, 0, 5, threads: 1)];
        MemorySink[] last = [.. SimulationBatch.Simulate(Config, 4, 3, 2, threads: 2)];
        TestEvents.AssertEqual(whole[3].Left, last[0].Left);
        TestEvents.AssertEqual(whole[4].Right, last[1].Right);
        Assert.NotEqual(whole[3].Left.TUs.ToArray(), whole[4].Left.TUs.ToArray());
    }

    [Fact]
    public void Files_hold_what_was_simulated()
    {
        using ScratchFolder folder = new();
        IReadOnlyList<string> paths = SimulationBatch.WriteFiles(Config, 4, 2, folder.File("out.hdf5"), threads: 2);
        Assert.Equal(["out-00000.hdf5", "out-00001.hdf5"], paths.Select(path => Path.GetFileName(path)));
        MemorySink expected = SimulationBatch.Simulate(Config, 4, 1, 1, threads: 1).Single();
        using MvsecRecording recording = MvsecRecording.Open(paths[1]);
        Assert.Equal(expected.Sensor, recording.Sensor);
        Assert.Equal(expected.Geometry!.FocalTimesBaseline, recording.Geometry!.FocalTimesBaseline, 1e-12);
        AssertHolds(expected, recording);
    }

    [Fact]
    public void Samples_carry_the_disparity_at_events_of_windows_that_fit()
    {
        using ScratchFolder folder = new();
        string path = SimulationBatch.WriteFiles(Config, 4, 1, folder.File("out.hdf5"), threads: 1)[0];
        using MvsecRecording recording = MvsecRecording.Open(path);
        using MvsecGroundTruth truth = MvsecGroundTruth.TryOpenBeside(path)!;
        StereoSample sample = StereoSamples.AtGroundTruth(recording, truth).Last();
        float[] atEvents = sample.EventDisparityPx!;
        Assert.Equal(sample.LeftEvents.Select(mark => mark == 1), atEvents.Select(disparity => !float.IsNaN(disparity)));
        Assert.Null(StereoSamples.AtGroundTruth(recording, truth, windowUs: 20_000).Last().EventDisparityPx);
    }

    [Fact]
    public void Sink_that_was_not_completed_leaves_nothing()
    {
        using ScratchFolder folder = new();
        using (MvsecSink sink = new(folder.File("out.hdf5"), Config, 1))
        {
            StereoSimulator.Run(Config, 1, sink);
            Assert.True(sink.EventCount > 0);
            Assert.Equal(2, sink.DepthCount);
        }

        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Seeds_of_a_batch_are_different_and_not_negative()
    {
        int[] seeds = [.. Enumerable.Range(0, 1000).Select(i => SimulationBatch.SeedOf(9, i))];
        Assert.Equal(1000, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.True(seed >= 0));
    }

    [Fact]
    public void Missing_photograph_is_told_by_its_path()
    {
        SimulationConfig config = Config with
        {
            Scene = Config.Scene with { Photographs = ["no-such-picture.png"], PhotographShare = 1, PlainBackgroundShare = 0, PlainShapeShare = 0 },
        };
        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => SimulationBatch.Simulate(config, 1, 0, 2, threads: 2).Count());
        Assert.Contains("no-such-picture.png", problem.Message, StringComparison.Ordinal);
    }

    private static void AssertHolds(MemorySink expected, MvsecRecording recording)
    {
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            EventBatch simulated = side == CameraSide.Left ? expected.Left : expected.Right;
            EventBatch read = TestEvents.ReadAll(recording, side);
            Assert.Equal(simulated.TUs.ToArray(), read.TUs.ToArray());
            Assert.Equal(simulated.X.ToArray(), read.X.ToArray());
            Assert.Equal(simulated.Y.ToArray(), read.Y.ToArray());
            Assert.Equal(simulated.Polarity.ToArray(), read.Polarity.ToArray());
        }

        using MvsecGroundTruth truth = MvsecGroundTruth.TryOpenBeside(recording.Path)!;
        Assert.Equal(expected.Depths.Select(depth => depth.TUs), truth.TimesUs);
        Assert.Equal(expected.Depths[1].DepthM, truth.ReadDepthM(1));
        Assert.Equal(expected.Depths[1].Occluded, truth.ReadOcclusion(1));
        Assert.Equal(expected.Depths[1].EventDepthM, truth.ReadEventDepthM(1));
    }
}
