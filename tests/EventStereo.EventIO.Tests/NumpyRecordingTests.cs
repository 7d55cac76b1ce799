using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

/// <summary>Tables of events as numpy wrote them; tests/data/make_event_tables.py says what is in them.</summary>
public sealed class NumpyRecordingTests
{
    [Theory]
    [InlineData("structured.npy", "npy")]
    [InlineData("aligned.npy", "npy")]
    [InlineData("seconds.npy", "npy")]
    [InlineData("whole.npy", "npy")]
    [InlineData("columns_packed.npz", "npz")]
    [InlineData("columns_ns.npz", "npz")]
    [InlineData("events.npz", "npz")]
    [InlineData("savetxt.csv", "csv")]
    public void Reads_one_camera_in_every_form(string name, string format)
    {
        using IEventRecording recording = RecordingFormats.Open(Table(name));
        Assert.Equal((format, 1), (recording.Format, recording.Cameras.Count));
        Assert.Equal((1_000L, 3_094L), (recording.FromUs, recording.ToUs));
        AssertSound(Left(), recording, CameraSide.Left);
    }

    [Theory]
    [InlineData("pair_columns.npz")]
    [InlineData("pair_tables.npz")]
    [InlineData("camera.npz")]
    public void Reads_two_cameras_in_every_form(string name)
    {
        using IEventRecording recording = RecordingFormats.Open(Table(name));
        Assert.Equal(2, recording.Cameras.Count);
        AssertSound(Left(), recording, CameraSide.Left);
        AssertSound(Right(), recording, CameraSide.Right);
    }

    [Fact]
    public void Takes_sensor_and_geometry_from_the_archive()
    {
        using IEventRecording recording = RecordingFormats.Open(Table("pair_columns.npz"));
        Assert.Equal(new SensorSize(250, 190), recording.Sensor);
        Assert.Equal(new StereoGeometry(200.5, 0.1), recording.Geometry);
        using IEventRecording told = RecordingFormats.Open(Table("pair_columns.npz"), new OpenOptions { Sensor = new SensorSize(300, 200) });
        Assert.Equal(new SensorSize(300, 200), told.Sensor);
        using IEventRecording silent = RecordingFormats.Open(Table("pair_tables.npz"));
        Assert.Equal(new SensorSize(240, 180), silent.Sensor);
    }

    [Theory]
    [InlineData("fortran.npy", "Fortran order; save numpy.ascontiguousarray of it")]
    [InlineData("big_endian.npy", "is no recording")]
    [InlineData("objects.npy", "elements are |O")]
    [InlineData("images.npy", "an array of shape (2, 3, 4) is no recording")]
    [InlineData("unequal.npz", "arrays of unequal length: p has 300, t has 300, x has 200, y has 300")]
    [InlineData("nothing.npz", "no events: expected arrays t, x, y, p")]
    [InlineData("twice.npz", "two columns hold the time: t and time")]
    [InlineData("tensors.npz", "holds spike tensors, not events")]
    public void Says_why_an_array_is_no_recording(string name, string what)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(Table(name)));
        Assert.StartsWith(Table(name), error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_the_pendulum_with_rows_below_the_sensor_dropped_and_counted()
    {
        using IEventRecording recording = RecordingFormats.Open(Fixtures.StereoEvents("pendulum_left_30cm_2.tsv.npz"));
        Assert.Equal(new SensorSize(128, 128), recording.Sensor);
        Assert.Equal([141_252L, 261_307], recording.Streams.Select(stream => stream.Count));
        EventLosses losses = new();
        Assert.Equal(141_252, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses).Count);
        Assert.Equal(261_307 - 1_233, TestEvents.ReadAll(recording, CameraSide.Right, losses: losses).Count);
        Assert.Equal((1_233L, 1_233L), (losses.OutOfSensor, losses.Dropped + losses.Reordered + losses.SkippedBytes));
    }

    [Theory]
    [InlineData("columns_packed.npz")]
    [InlineData("structured.npy")]
    public void Reads_any_interval(string name)
    {
        using IEventRecording recording = RecordingFormats.Open(Table(name));
        foreach ((long from, long to) in ((long, long)[])[(0, 1_001), (1_500, 2_000), (3_000, long.MaxValue), (5_000, 6_000)])
        {
            TestEvents.AssertEqual(TestEvents.Slice(Left(), from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
        }
    }

    private static string Table(string name) => Fixtures.Data("tables", name);

    private static EventBatch Left() => Make(1000, 7, 3);

    private static EventBatch Right() => Make(500, 9, 4);

    private static EventBatch Make(int startUs, int stepUs, int positiveEvery)
    {
        EventBatch batch = new();
        for (int i = 0; i < 300; i++)
        {
            batch.Add(startUs + (i * stepUs), (ushort)(13 * i % 240), (ushort)(29 * i % 180), (sbyte)(i % positiveEvery == 0 ? 1 : -1));
        }

        return batch;
    }

    private static void AssertSound(EventBatch expected, IEventRecording recording, CameraSide side)
    {
        EventLosses losses = new();
        TestEvents.AssertEqual(expected, TestEvents.ReadAll(recording, side, losses: losses));
        Assert.True(losses.None);
    }
}
