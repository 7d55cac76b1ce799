using System.Text.Json;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public sealed class ConversionTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Gives_the_tensors_that_numpy_gives()
    {
        string path = folder.File("tensors.npz");
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor);
        ConversionReport report = SpikeTensorConversion.Run(recording, path, new SpikeTensorOptions(), cancellation: Token);
        using NpzReader expected = NpzReader.Open(Fixtures.Numpy("sbt_50ms.npz")), actual = NpzReader.Open(path);
        Assert.Equal(expected.Read<sbyte>("left").Data, actual.Read<sbyte>("left").Data);
        Assert.Equal(expected.Read<sbyte>("right").Data, actual.Read<sbyte>("right").Data);
        Assert.Equal(expected.Read<sbyte>("left").Shape, actual.Read<sbyte>("left").Shape);
        Assert.Equal(expected.Read<long>("fromUs").Data, actual.Read<long>("fromUs").Data);
        Assert.Equal(expected.Read<long>("toUs").Data, actual.Read<long>("toUs").Data);
        Assert.Equal((10_321L, 10_321L, (long)expected.Read<long>("toUs").Data.Length), (report.EventsRead, report.EventsWritten, report.Windows));
        using JsonDocument meta = JsonDocument.Parse(actual.ReadText("meta"));
        Assert.Equal("gzip.hdf5", meta.RootElement.GetProperty("source").GetString());
        Assert.Equal("sbt", meta.RootElement.GetProperty("encoding").GetString());
        Assert.Equal(["tensors.npz"], folder.Names);
    }

    [Fact]
    public void Gives_equal_files_for_equal_input()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor);
        foreach (string name in (string[])["a", "b"])
        {
            SpikeTensorConversion.Run(recording, folder.File(name + ".npz"), new SpikeTensorOptions(), cancellation: Token);
            ToMvsec(recording, folder.File(name + ".hdf5"));
        }

        Assert.Equal(File.ReadAllBytes(folder.File("a.npz")), File.ReadAllBytes(folder.File("b.npz")));
        Assert.Equal(File.ReadAllBytes(folder.File("a.hdf5")), File.ReadAllBytes(folder.File("b.hdf5")));
    }

    [Theory]
    [InlineData(RectificationRounding.Nearest)]
    [InlineData(RectificationRounding.Exact)]
    public void Counts_what_rectification_puts_outside(RectificationRounding rounding)
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor);
        SpikeTensorOptions options = new() { Rectification = StereoRectification.Load(Fixtures.Calibration), Rounding = rounding };
        ConversionReport report = SpikeTensorConversion.Run(recording, folder.File("tensors.npz"), options, cancellation: Token);
        Assert.Equal(10_321, report.EventsRead);
        Assert.Equal(10_321, report.EventsWritten + report.Losses.OutOfRectified);
        Assert.InRange(report.Losses.OutOfRectified, 1, 2_000);
    }

    [Fact]
    public void Takes_windows_by_count_and_windows_that_end_at_ground_truth()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        using MvsecGroundTruth truth = Assert.IsType<MvsecGroundTruth>(recording.OpenGroundTruth());
        ConversionReport byCount = SpikeTensorConversion.Run(recording, folder.File("count.npz"), new SpikeTensorOptions { LeftEvents = 1000 }, cancellation: Token);
        Assert.Equal((10_321L, 10_321L), (byCount.EventsRead, byCount.EventsWritten));
        Assert.InRange(byCount.Windows, 6, 7);

        ConversionReport atTruth = SpikeTensorConversion.Run(
            recording, folder.File("truth.npz"), new SpikeTensorOptions { EndTimesUs = truth.TimesUs, WindowUs = 20_000 }, cancellation: Token);
        using NpzReader archive = NpzReader.Open(folder.File("truth.npz"));
        Assert.Equal(3, atTruth.Windows);
        Assert.Equal(truth.TimesUs, archive.Read<long>("toUs").Data);
    }

    [Fact]
    public void Refuses_losses_when_strict_and_leaves_nothing()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("outside.hdf5"), Fixtures.Sensor);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            SpikeTensorConversion.Run(recording, folder.File("tensors.npz"), new SpikeTensorOptions { Strict = true }, cancellation: Token));
        Assert.Contains("66 outOfSensor", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => ToMvsec(recording, folder.File("copy.hdf5"), new RecordingConversionOptions { Strict = true }));
        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("nan_time.hdf5")]
    [InlineData("bad_polarity.hdf5")]
    public void Leaves_nothing_of_a_damaged_recording(string name)
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec(name), Fixtures.Sensor, reorderEvents: 256);
        Assert.Throws<InvalidDataException>(() => SpikeTensorConversion.Run(recording, folder.File("tensors.npz"), new SpikeTensorOptions(), cancellation: Token));
        Assert.Throws<InvalidDataException>(() => ToMvsec(recording, folder.File("copy.hdf5")));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Stops_when_cancelled_and_leaves_nothing()
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("gzip.hdf5"), Fixtures.Sensor);
        using CancellationTokenSource source = new();
        Progress stop = new(_ => source.Cancel());
        Assert.Throws<OperationCanceledException>(() =>
            SpikeTensorConversion.Run(recording, folder.File("tensors.npz"), new SpikeTensorOptions { WindowUs = 1_000 }, stop, source.Token));
        Assert.Equal(1, stop.Reports);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Copies_an_interval_with_its_ground_truth_on_the_same_clock()
    {
        string path = folder.File("cut.hdf5");
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        ConversionReport report = ToMvsec(recording, path, new RecordingConversionOptions { FromUs = 60_000, ToUs = 120_000 });
        using MvsecRecording cut = MvsecRecording.Open(path);
        EventBatch expected = TestEvents.Slice(Fixtures.NumpyEvents("left.npy"), 60_000, 120_000);
        TestEvents.AssertEqual(expected, TestEvents.ReadAll(cut, CameraSide.Left));
        Assert.Equal(report.EventsWritten, cut.Streams.Where(stream => stream.Kind == StreamKind.Events).Sum(stream => stream.Count));
        using MvsecGroundTruth before = Assert.IsType<MvsecGroundTruth>(recording.OpenGroundTruth());
        using MvsecGroundTruth after = Assert.IsType<MvsecGroundTruth>(cut.OpenGroundTruth());
        Assert.Equal([before.TimesUs[1]], after.TimesUs);
        Assert.Equal(before.ReadDepthM(1), after.ReadDepthM(0));
    }

    /// <summary>The maps are of the left camera's view; beside the right one's events they would be off by the disparity.</summary>
    [Theory]
    [InlineData(CameraSide.Left, true)]
    [InlineData(CameraSide.Right, false)]
    public void Ground_truth_comes_along_with_the_left_camera_alone(CameraSide camera, bool comes)
    {
        using MvsecRecording recording = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        ToMvsec(recording, folder.File("one.hdf5"), new RecordingConversionOptions { Camera = camera });

        using MvsecRecording one = MvsecRecording.Open(folder.File("one.hdf5"));
        using MvsecGroundTruth? truth = one.OpenGroundTruth();
        Assert.Equal(comes, truth is not null);
    }

    [Fact]
    public void Depth_at_events_comes_along_unless_a_filter_takes_events_away()
    {
        float[] depthM = [.. Enumerable.Range(0, 64).Select(i => i + 1f)], atEvents = [.. depthM.Select(value => value / 2)];
        using (MvsecWriter writer = new(folder.File("made.hdf5"), new SensorSize(8, 8), null))
        {
            EventBatch events = new();
            events.Add(5, 1, 1, 1);
            events.Add(60_000, 1, 1, 1);
            writer.Append(CameraSide.Left, events);
            writer.Append(CameraSide.Right, events);
            writer.AppendDepth(50_000, depthM, []);
            writer.AppendEventDepth(atEvents);
            writer.Complete();
        }

        using MvsecRecording recording = MvsecRecording.Open(folder.File("made.hdf5"));
        ToMvsec(recording, folder.File("copy.hdf5"));
        ToMvsec(recording, folder.File("filtered.hdf5"), new RecordingConversionOptions { Filters = [new RefractoryPeriod(10)] });

        using MvsecGroundTruth copied = MvsecGroundTruth.Open(folder.File("copy.hdf5")), filtered = MvsecGroundTruth.Open(folder.File("filtered.hdf5"));
        Assert.Equal(atEvents, copied.ReadEventDepthM(0));
        Assert.Null(filtered.ReadEventDepthM(0));
        Assert.Equal(depthM, filtered.ReadDepthM(0));
    }

    [Theory]
    [InlineData("900000000000000000", 50_000, null)]
    [InlineData("9000000000000", 50_000, null)]
    [InlineData("900000000000000000", 50_000, 1000)]
    public void A_time_stamp_far_off_makes_no_windows_without_end(string lastUs, int windowUs, int? leftEvents)
    {
        File.WriteAllText(folder.File("far.csv"), $"t_us,x,y,p\n0,1,1,1\n{lastUs},1,1,1\n");
        using IEventRecording recording = RecordingFormats.Open(folder.File("far.csv"));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SpikeTensorConversion.Run(
            recording, folder.File("far.npz"), new SpikeTensorOptions { WindowUs = windowUs, LeftEvents = leftEvents }, cancellation: Token));

        Assert.Contains("--from-us and --to-us", error.Message, StringComparison.Ordinal);
        Assert.Equal(["far.csv"], folder.Names);
    }

    [Fact]
    public void A_sensor_that_could_not_be_read_again_is_not_written()
    {
        File.WriteAllText(folder.File("stray.csv"), "t_us,x,y,p\n0,1,1,1\n5,60000,3,1\n");
        using IEventRecording recording = RecordingFormats.Open(folder.File("stray.csv"));

        Assert.Contains("--sensor WxH", Assert.Throws<InvalidDataException>(() => ToMvsec(recording, folder.File("stray.hdf5"))).Message, StringComparison.Ordinal);
        Assert.Equal(["stray.csv"], folder.Names);
    }

    private sealed class Progress(Action<double> report) : IProgress<double>
    {
        public int Reports { get; private set; }

        public void Report(double value)
        {
            Reports++;
            report(value);
        }
    }

    private static ConversionReport ToMvsec(IEventRecording recording, string path, RecordingConversionOptions? options = null) =>
        RecordingConversion.Run(recording, path, RecordingFormats.Named("mvsec"), options ?? new RecordingConversionOptions(), cancellation: Token);
}
