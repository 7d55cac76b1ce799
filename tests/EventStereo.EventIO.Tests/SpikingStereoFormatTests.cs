using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

public sealed class SpikingStereoFormatTests : IDisposable
{
    private static readonly SensorSize Dvs128 = new(128, 128);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_sample_in_HDF5_is_the_beginning_of_the_archive()
    {
        using IEventRecording archive = RecordingFormats.Open(Fixtures.StereoEvents("pendulum_left_30cm_2.tsv.npz"));
        using MvsecRecording sample = MvsecRecording.Open(Fixtures.Sample, Dvs128);
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            TestEvents.AssertEqual(TestEvents.ReadAll(archive, side, 0, 3_000_000), TestEvents.ReadAll(sample, side));
        }
    }

    [Theory]
    [InlineData("movingPersons.dat", 32_419, 29_528)]
    [InlineData("movingPersonFaraway.dat", 5_713, 4_951)]
    [InlineData("NSTlogo_disp12-8-3.dat", 1_310, 1_290)]
    public void Reads_the_texts(string name, int left, int right)
    {
        EventLosses losses = new();
        using IEventRecording recording = RecordingFormats.Open(Fixtures.StereoEvents(name));
        Assert.Equal(("spikingstereo", Dvs128), (recording.Format, recording.Sensor));
        Assert.Equal(left, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses).Count);
        Assert.Equal(right, TestEvents.ReadAll(recording, CameraSide.Right, losses: losses).Count);
        Assert.True(losses.None);
    }

    [Fact]
    public void Counts_pixels_from_1_and_puts_events_in_order()
    {
        EventLosses losses = new();
        using IEventRecording recording = Open("7 1 128 -1 0\n5 128 1 1 0\n6 129 1 1 0\n8 0 1 1 0\n9 2 3 0 1\n");
        EventBatch left = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses), right = TestEvents.ReadAll(recording, CameraSide.Right);
        Assert.Equal([5L, 7], left.TUs.ToArray());
        Assert.Equal([(ushort)127, (ushort)0], left.X.ToArray());
        Assert.Equal([(ushort)0, (ushort)127], left.Y.ToArray());
        Assert.Equal((9L, (sbyte)-1), (right.TUs[0], right.Polarity[0]));
        Assert.Equal((2L, 1L), (losses.OutOfSensor, losses.Reordered));
    }

    [Theory]
    [InlineData("1 2 3 1\n")]
    [InlineData("1 2 3 5 0\n")]
    [InlineData("1 2 3 1 2\n")]
    [InlineData("1 2 x 1 0\n")]
    public void Says_which_line_is_no_event(string text)
    {
        Assert.Contains("line 1: ", Assert.Throws<InvalidDataException>(() => Open(text)).Message, StringComparison.Ordinal);
    }

    private IEventRecording Open(string text)
    {
        string path = folder.File("events.dat");
        File.WriteAllText(path, text);
        return RecordingFormats.Open(path, format: "spikingstereo");
    }
}
