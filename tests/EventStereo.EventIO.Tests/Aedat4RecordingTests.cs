using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Aedat;

namespace EventStereo.EventIO.Tests;

/// <summary>AEDAT4 files that others wrote: a recorder, and Google's flatbuffers with python's lz4 and zstandard (tests/data/make_aedat4.py).</summary>
public class Aedat4RecordingTests
{
    /// <summary>The fixtures' time 0: the first event of the right camera.</summary>
    private const long OriginUs = 1_633_953_690_975_950;

    [Fact]
    public void Reads_a_recorders_file_as_it_is_known()
    {
        using IEventRecording recording = RecordingFormats.Open(SharedData.File("event_files", "davis.aedat4"));

        EventLosses losses = new();
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);

        Assert.Equal("aedat4", recording.Format);
        Assert.Equal(SensorSize.Davis346, recording.Sensor);
        Assert.Equal(117_667, events.Count);
        Assert.Equal(0.615, Positive(events), 0.0005);
        Assert.Equal((0, 129_999), (recording.FromUs, recording.ToUs - 1));
        Assert.True(losses.None);
        Assert.Equal([117_667, 3, 130, 15], recording.Streams.Select(stream => stream.Count));
    }

    /// <summary>Sums as numpy has them of the beginning of the same file.</summary>
    [Fact]
    public void Reads_the_beginning_of_a_recorders_file()
    {
        using IEventRecording recording = RecordingFormats.Open(Fixtures.Aedat4("recorder.aedat4"));

        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left);

        Assert.Equal(9_920, events.Count);
        Assert.Equal(43_154_088, Sum(events.TUs, tUs => tUs));
        Assert.Equal(1_505_304, Sum(events.X, x => x));
        Assert.Equal(893_181, Sum(events.Y, y => y));
        Assert.Equal(6_130, Sum(events.Polarity, p => p > 0 ? 1 : 0));
        Assert.Equal(["events", "frames", "imu", "triggers"], recording.Streams.Select(stream => stream.Name));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void Reads_both_cameras_of_every_packing_on_one_clock(string packing)
    {
        using IEventRecording recording = RecordingFormats.Open(Fixtures.Aedat4($"stereo_{packing}.aedat4"));

        EventLosses losses = new();
        TestEvents.AssertEqual(Fixtures.NumpyEventsAt(Fixtures.Aedat4("left.npy")), TestEvents.ReadAll(recording, CameraSide.Left, losses: losses));
        TestEvents.AssertEqual(Fixtures.NumpyEventsAt(Fixtures.Aedat4("right.npy")), TestEvents.ReadAll(recording, CameraSide.Right, losses: losses));
        Assert.True(losses.None);
        Assert.Equal(CameraSides.Both, recording.Cameras);
        Assert.Equal(Fixtures.Sensor, recording.Sensor);
        Assert.InRange(recording.OriginSeconds * 1e6, OriginUs, OriginUs + 30);
    }

    [Theory]
    [InlineData("stereo_none.aedat4", true)]
    [InlineData("stereo_lz4.aedat4", true)]
    [InlineData("stereo_zstd.aedat4", true)]
    [InlineData("stereo_no_table.aedat4", false)]
    public void Lists_every_stream_with_count_and_times_from_the_table_or_from_the_packets(string name, bool table)
    {
        using Aedat4Recording recording = new(Fixtures.Aedat4(name), new OpenOptions());
        long firstUs = (long)Math.Round(recording.OriginSeconds * 1e6) - OriginUs;
        EventBatch left = Fixtures.NumpyEventsAt(Fixtures.Aedat4("left.npy")), right = Fixtures.NumpyEventsAt(Fixtures.Aedat4("right.npy"));

        IReadOnlyList<StreamInfo> streams = recording.Streams;

        Assert.Equal(table, recording.UsesTable);
        Assert.Equal(
            [
                new StreamInfo("left", StreamKind.Events, 32, 24, 1500, left.TUs[0], left.TUs[^1] + 1, null) { Side = CameraSide.Left },
                new StreamInfo("frames", StreamKind.Frames, 32, 24, 2, -5000 - firstUs, 9001 - firstUs, null),
                new StreamInfo("imu", StreamKind.Imu, null, null, 10, -firstUs, 9001 - firstUs, null),
                new StreamInfo("triggers", StreamKind.Other, null, null, 1, 77 - firstUs, 78 - firstUs, null),
                new StreamInfo("right", StreamKind.Events, 32, 24, 1100, right.TUs[0], right.TUs[^1] + 1, null) { Side = CameraSide.Right },
            ],
            streams.Take(5));
        Assert.Equal(("pose", StreamKind.Other, 1), (streams[5].Name, streams[5].Kind, streams[5].Count));
        Assert.Equal((0, Math.Max(left.TUs[^1], right.TUs[^1]) + 1), (recording.FromUs, recording.ToUs));
    }

    [Theory]
    [InlineData("stereo_none.aedat4")]
    [InlineData("stereo_lz4.aedat4")]
    [InlineData("stereo_no_table.aedat4")]
    public void An_interval_is_the_slice_of_the_whole(string name)
    {
        using IEventRecording recording = RecordingFormats.Open(Fixtures.Aedat4(name));
        EventBatch whole = Fixtures.NumpyEventsAt(Fixtures.Aedat4("left.npy"));
        Random random = new(5);

        for (int i = 0; i < 50; i++)
        {
            long from = random.NextInt64(-100, recording.ToUs + 100), to = from + random.NextInt64(recording.ToUs);
            TestEvents.AssertEqual(TestEvents.Slice(whole, from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
        }

        Assert.Equal(0, TestEvents.ReadAll(recording, CameraSide.Left, long.MaxValue - 1, long.MaxValue).Count);
    }

    [Fact]
    public void Is_not_written()
    {
        IRecordingFormat format = RecordingFormats.Named("aedat4");

        Assert.Equal(0, format.WritesCameras);
        Assert.Throws<NotSupportedException>(() => format.Create("x.aedat4", new RecordingDescription(Fixtures.Sensor, CameraSides.One)));
    }

    [Fact]
    public void A_camera_that_is_not_there_is_the_callers_mistake()
    {
        using IEventRecording recording = RecordingFormats.Open(Fixtures.Aedat4("recorder.aedat4"));

        Assert.Throws<ArgumentException>(() => recording.OpenEvents(CameraSide.Right));
    }

    private static double Positive(EventBatch events) => events.Polarity.ToArray().Count(p => p > 0) / (double)events.Count;

    private static long Sum<T>(ReadOnlySpan<T> values, Func<T, long> number)
    {
        long sum = 0;
        foreach (T value in values)
        {
            sum += number(value);
        }

        return sum;
    }
}
