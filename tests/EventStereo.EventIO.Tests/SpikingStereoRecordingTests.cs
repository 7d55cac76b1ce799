using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Formats.SpikingStereo;

namespace EventStereo.EventIO.Tests;

public sealed class SpikingStereoRecordingTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Reads_the_complete_pendulum_recording()
    {
        EventLosses losses = new();
        using InMemoryStereoRecording recording = SpikingStereoRecording.Open(Fixtures.StereoEvents("pendulum_left_30cm_2.tsv.npz"), losses);
        Assert.Equal(141_252, recording.Events(CameraSide.Left).Count);
        Assert.Equal(261_307 - 1_233, recording.Events(CameraSide.Right).Count);
        Assert.Equal(1_233, losses.OutOfSensor);
        Assert.Equal(0, recording.FromUs);
        Assert.InRange(recording.ToUs, 13_500_000, 13_800_000);
    }

    [Fact]
    public void The_sample_in_HDF5_is_the_beginning_of_the_same_recording()
    {
        using InMemoryStereoRecording archive = SpikingStereoRecording.Open(Fixtures.StereoEvents("pendulum_left_30cm_2.tsv.npz"));
        using MvsecRecording sample = MvsecRecording.Open(Fixtures.Sample, SpikingStereoRecording.Sensor);
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            TestEvents.AssertEqual(TestEvents.Slice(archive.Events(side), 0, 3_000_000), TestEvents.ReadAll(sample, side));
        }
    }

    [Theory]
    [InlineData("movingPersons.dat", 32_419, 29_528)]
    [InlineData("movingPersonFaraway.dat", 5_713, 4_951)]
    [InlineData("NSTlogo_disp12-8-3.dat", 1_310, 1_290)]
    public void Reads_the_texts(string name, int left, int right)
    {
        using InMemoryStereoRecording recording = SpikingStereoRecording.Open(Fixtures.StereoEvents(name));
        Assert.Equal((left, right), (recording.Events(CameraSide.Left).Count, recording.Events(CameraSide.Right).Count));
    }

    [Fact]
    public void Counts_pixels_of_texts_from_1()
    {
        string path = folder.File("events.dat");
        File.WriteAllText(path, "7 1 128 -1 0\n5 128 1 1 0\n6 129 1 1 0\n9 2 3 0 1\n");
        EventLosses losses = new();
        using InMemoryStereoRecording recording = SpikingStereoRecording.Open(path, losses);
        EventBatch left = recording.Events(CameraSide.Left);
        Assert.Equal([5L, 7], left.TUs.ToArray());
        Assert.Equal([(ushort)127, (ushort)0], left.X.ToArray());
        Assert.Equal([(ushort)0, (ushort)127], left.Y.ToArray());
        Assert.Equal((1L, 2L), (losses.OutOfSensor, losses.Reordered));
    }

    [Theory]
    [InlineData("1 2 3 1\n", "line 1")]
    [InlineData("1 2 3 1 0\n1 2 x 1 0\n", "line 2")]
    [InlineData("1 2 3 5 0\n", "polarity 5")]
    [InlineData("1 2 3 1 2\n", "line 1")]
    public void Says_which_line_is_no_event(string text, string what)
    {
        string path = folder.File("events.dat");
        File.WriteAllText(path, text);
        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => SpikingStereoRecording.Open(path)).Message, StringComparison.Ordinal);
    }
}
