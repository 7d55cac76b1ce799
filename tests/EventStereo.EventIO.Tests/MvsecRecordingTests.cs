using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Tests;

public class MvsecRecordingTests
{
    [Theory]
    [InlineData("contiguous.hdf5")]
    [InlineData("gzip.hdf5")]
    [InlineData("shuffle_gzip.hdf5")]
    [InlineData("lzf.hdf5")]
    [InlineData("columns.hdf5")]
    [InlineData("odd_chunks.hdf5")]
    [InlineData("unfiltered_chunks.hdf5")]
    public void Agrees_with_h5py_event_by_event_whatever_chunks_and_filter(string name)
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec(name), Fixtures.Sensor);
        EventLosses losses = new();
        TestEvents.AssertEqual(Fixtures.NumpyEvents("left.npy"), TestEvents.ReadAll(recording, CameraSide.Left, losses: losses));
        TestEvents.AssertEqual(Fixtures.NumpyEvents("right.npy"), TestEvents.ReadAll(recording, CameraSide.Right, losses: losses));
        Assert.True(losses.None);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    public void Gives_the_same_events_whatever_the_step(int stepEvents)
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("shuffle_gzip.hdf5"), Fixtures.Sensor, stepEvents);
        TestEvents.AssertEqual(Fixtures.NumpyEvents("left.npy"), TestEvents.ReadAll(recording, CameraSide.Left));
    }

    [Fact]
    public void Keeps_both_cameras_on_one_clock()
    {
        EventBatch left = Fixtures.NumpyEvents("left.npy"), right = Fixtures.NumpyEvents("right.npy");
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor);

        // The right camera's first event is the origin; the left camera's comes later and must stay so.
        Assert.Equal(right.TUs[0], TestEvents.ReadAll(recording, CameraSide.Right).TUs[0]);
        Assert.True(left.TUs[0] > 0);
        Assert.Equal(left.TUs[0], TestEvents.ReadAll(recording, CameraSide.Left).TUs[0]);
        Assert.Equal(0, recording.FromUs);
        Assert.Equal(Math.Max(left.TUs[^1], right.TUs[^1]) + 1, recording.ToUs);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50_000, 60_000)]
    [InlineData(120_000, 120_001)]
    [InlineData(170_000, 10_000_000)]
    [InlineData(5_000_000, 6_000_000)]
    public void Opens_an_interval_as_the_slice_of_the_whole(long fromUs, long toUs)
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor, reorderEvents: 200);
        TestEvents.AssertEqual(TestEvents.Slice(Fixtures.NumpyEvents("left.npy"), fromUs, toUs), TestEvents.ReadAll(recording, CameraSide.Left, fromUs, toUs));
    }

    [Fact]
    public void Reads_only_around_the_interval_it_opens()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor, reorderEvents: 100);
        using MvsecEventSource source = Assert.IsType<MvsecEventSource>(recording.OpenEvents(CameraSide.Left, 90_000, 91_000));
        EventBatch events = new();
        while (source.Read(events, 1000) > 0)
        {
        }

        // 60 steps in the file: 6 reads to find the place, then the two steps before it, the interval and the two after it.
        Assert.NotEqual(0, events.Count);
        Assert.InRange(source.Reads, 3, 14);
    }

    [Fact]
    public void Holds_no_more_than_its_buffer_however_long_the_file()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor, reorderEvents: 64);
        using MvsecEventSource source = Assert.IsType<MvsecEventSource>(recording.OpenEvents(CameraSide.Left));
        EventBatch block = new();
        int most = 0;
        while (source.Read(block, 16) > 0)
        {
            most = Math.Max(most, source.HeldEvents);
            block.Clear();
        }

        // The reorder buffer's reach and the step that was pushed into it; blocks are counted by MvsecChunkTests.
        Assert.InRange(most, 64, 3 * 64);
    }

    [Fact]
    public void Puts_disordered_events_in_order_and_counts_them()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("swapped.hdf5"), Fixtures.Sensor, reorderEvents: 32);
        EventLosses losses = new();
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
        Assert.True(events.TUs.SequenceEqual(Fixtures.NumpyEvents("left.npy").TUs));
        Assert.True(losses.Reordered > 60, $"{losses.Reordered} reordered");
        Assert.Equal(0, losses.Dropped);
    }

    [Fact]
    public void Drops_and_counts_an_event_beyond_the_reorder_buffer_and_no_other()
    {
        EventLosses losses = new();
        using (MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("late.hdf5"), Fixtures.Sensor, reorderEvents: 500))
        {
            Assert.Equal(5999, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses).Count);
        }

        Assert.Equal(1, losses.Late);
        Assert.Equal(1, losses.Dropped + losses.Reordered);
        using MvsecRecording patient = MvsecRecording.Open(Fixtures.Mvsec("late.hdf5"), Fixtures.Sensor);
        TestEvents.AssertEqual(Fixtures.NumpyEvents("left.npy"), TestEvents.ReadAll(patient, CameraSide.Left));
    }

    [Fact]
    public void Drops_and_counts_pixels_outside_the_sensor()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("outside.hdf5"), Fixtures.Sensor);
        EventLosses losses = new();
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
        Assert.Equal(60 + 6, losses.OutOfSensor);
        Assert.Equal(6000 - 66, events.Count);
        Assert.Equal(66, losses.DroppedByReason["outOfSensor"]);
    }

    [Fact]
    public void Counts_16_events_below_the_sensor_of_the_sample_recording()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Sample, new SensorSize(128, 128));
        EventLosses losses = new();
        Assert.Equal(31_245, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses).Count);
        Assert.Equal(56_752 - 16, TestEvents.ReadAll(recording, CameraSide.Right, losses: losses).Count);
        Assert.Equal(16, losses.OutOfSensor);
        Assert.Equal(16, losses.Dropped + losses.Reordered);
    }

    [Theory]
    [InlineData("float32.hdf5")]
    [InlineData("int32.hdf5")]
    public void Reads_other_numeric_types_and_polarity_0_as_negative(string name)
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec(name), Fixtures.Sensor);
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Right);
        Assert.Equal(50, events.Count);
        Assert.Equal([7, 7, -1, 1], [events.X[7], events.Y[7], events.Polarity[6], events.Polarity[7]]);
        Assert.Equal(name == "float32.hdf5" ? 1_750_000 : 1_000_000, events.TUs[7]);
    }

    [Fact]
    public void Takes_the_sensor_from_the_file_before_the_caller_before_the_default()
    {
        using MvsecRecording stated = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"), new SensorSize(99, 99));
        using MvsecRecording given = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), new SensorSize(99, 99));
        using MvsecRecording silent = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"));
        Assert.Equal(Fixtures.Sensor, stated.Sensor);
        Assert.Equal(new SensorSize(99, 99), given.Sensor);
        Assert.Equal(SensorSize.Davis346, silent.Sensor);
    }

    [Fact]
    public void Lists_every_stream_with_counts_and_times()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        Assert.Equal(
            ["/davis/left/events", "/davis/left/image_raw", "/davis/left/imu", "/davis/right/events", "/davis/right/image_raw", "/davis/right/imu", "/velodyne"],
            recording.Streams.Select(stream => stream.Name));
        StreamInfo events = recording.Streams[0], frames = recording.Streams[1], imu = recording.Streams[2];
        EventBatch left = Fixtures.NumpyEvents("left.npy");
        Assert.Equal(
            new StreamInfo("/davis/left/events", StreamKind.Events, 32, 24, 6000, left.TUs[0], left.TUs[^1] + 1, null) { Side = CameraSide.Left }, events);
        Assert.Equal((StreamKind.Frames, 32, 24, 2L), (frames.Kind, frames.Width, frames.Height, frames.Count));
        Assert.Equal(50_000, frames.ToUs - frames.FromUs - 1);
        Assert.Equal((StreamKind.Imu, 5L), (imu.Kind, imu.Count));
    }

    [Fact]
    public void Lists_a_stream_that_it_could_not_read()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("virtual_frames.hdf5"));
        Assert.Equal(Fixtures.Sensor, recording.Sensor);
        Assert.Equal(2, recording.Streams.Single(stream => stream.Kind == StreamKind.Frames).Count);
        Assert.Equal(20, TestEvents.ReadAll(recording, CameraSide.Left).Count);
    }

    [Fact]
    public void Counts_the_share_of_positive_events()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor);
        IReadOnlyList<StreamInfo> streams = EventStatistics.WithPositiveRatios(recording, new EventLosses(), TestContext.Current.CancellationToken);
        int positive = 0;
        foreach (sbyte polarity in Fixtures.NumpyEvents("left.npy").Polarity)
        {
            positive += polarity > 0 ? 1 : 0;
        }

        Assert.Equal(positive / 6000.0, streams[0].PositiveRatio.GetValueOrDefault(), 12);
    }
}
