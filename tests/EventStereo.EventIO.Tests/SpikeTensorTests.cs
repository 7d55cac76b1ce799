using System.Text.Json;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Hdf5;
using EventStereo.EventIO.Formats.Mvsec;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public sealed class SpikeTensorTests : IDisposable
{
    private static readonly SensorSize Sensor = Fixtures.Sensor;
    private readonly ScratchFolder folder = new();
    private readonly InMemoryStereoRecording recording = new("memory", Sensor, Fixtures.NumpyEvents("left.npy"), Fixtures.NumpyEvents("right.npy"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<EventEncoding> Encodings() => [.. Enum.GetValues<EventEncoding>()];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Each_encoding_writes_what_its_encoder_gives(EventEncoding encoding)
    {
        SpikeTensorOptions options = new() { Encoding = encoding };
        ConversionReport report = Run("tensors.npz", options);
        using NpzReader archive = NpzReader.Open(folder.File("tensors.npz"));
        TimeWindow window = new(archive.Read<long>("fromUs").Data[1], archive.Read<long>("toUs").Data[1]);
        (int channels, float[] expected) = Encode(encoding, recording.Events(CameraSide.Right), window);
        (IReadOnlyList<long> shape, float[] all) = Read(archive, encoding, "right");
        int[] plane = encoding == EventEncoding.Averaged ? [3, 4] : [24, 32];
        Assert.Equal([report.Windows, channels, plane[0], plane[1]], shape);
        Assert.Equal(expected, all.AsSpan(expected.Length, expected.Length).ToArray());
        Assert.Contains(expected, value => value != 0);
        Assert.Equal(10_321, report.EventsWritten);
        using JsonDocument meta = JsonDocument.Parse(archive.ReadText("meta"));
        Assert.Equal(encoding.ToString().ToLowerInvariant(), meta.RootElement.GetProperty("encoding").GetString());
    }

    [Theory]
    [InlineData(EventEncoding.Sbt, false)]
    [InlineData(EventEncoding.Voxel, false)]
    [InlineData(EventEncoding.Sbt, true)]
    [InlineData(EventEncoding.Voxel, true)]
    public void Hdf5_holds_what_npz_holds(EventEncoding encoding, bool sparse)
    {
        SpikeTensorOptions options = new() { Encoding = encoding, Sparse = sparse };
        Run("tensors.npz", options);
        Run("tensors.h5", options);
        using NpzReader archive = NpzReader.Open(folder.File("tensors.npz"));
        using Hdf5File file = Hdf5File.Open(folder.File("tensors.h5"));
        Assert.Equal(archive.Names.Order(StringComparer.Ordinal), file.NamesIn("/"));
        foreach (string name in archive.Names.Where(name => name != "meta"))
        {
            (IReadOnlyList<long> shape, double[] expected) = ReadAny(archive, name);
            using Hdf5Dataset dataset = file.OpenDataset("/" + name);
            double[] actual = new double[expected.Length];
            dataset.ReadRows(0, dataset.Rows, actual);
            Assert.Equal(shape, dataset.Extents);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Equal_input_gives_equal_hdf5_files()
    {
        Run("a.h5", new SpikeTensorOptions());
        Run("b.h5", new SpikeTensorOptions());
        Assert.Equal(File.ReadAllBytes(folder.File("a.h5")), File.ReadAllBytes(folder.File("b.h5")));
        Assert.Equal(["a.h5", "b.h5"], folder.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(EventEncoding.Sbt)]
    [InlineData(EventEncoding.TimeSurface)]
    public void Coordinates_and_values_are_the_dense_array(EventEncoding encoding)
    {
        Run("dense.npz", new SpikeTensorOptions { Encoding = encoding });
        Run("sparse.npz", new SpikeTensorOptions { Encoding = encoding, Sparse = true });
        using NpzReader dense = NpzReader.Open(folder.File("dense.npz")), sparse = NpzReader.Open(folder.File("sparse.npz"));
        (IReadOnlyList<long> shape, double[] expected) = ReadAny(dense, "left");
        Assert.Equal(shape, sparse.Read<long>("left_shape").Data);
        int[] indices = sparse.Read<int>("left_indices").Data;
        double[] values = ReadAny(sparse, "left_values").Data, actual = new double[expected.Length];
        long before = -1;
        for (int i = 0; i < values.Length; i++)
        {
            long at = (((((indices[4 * i] * shape[1]) + indices[(4 * i) + 1]) * shape[2]) + indices[(4 * i) + 2]) * shape[3]) + indices[(4 * i) + 3];
            Assert.True(at > before && values[i] != 0, $"entry {i} is out of order or 0");
            actual[at] = values[i];
            before = at;
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void One_camera_of_two_is_the_same_as_in_both()
    {
        StereoRectification maps = StereoRectification.Load(Fixtures.Calibration);
        foreach (RectificationRounding rounding in Enum.GetValues<RectificationRounding>())
        {
            SpikeTensorOptions options = new() { Rectification = maps, Rounding = rounding };
            Run("both.npz", options);
            Run("right.npz", options with { Camera = CameraSide.Right });
            using NpzReader both = NpzReader.Open(folder.File("both.npz")), right = NpzReader.Open(folder.File("right.npz"));
            Assert.Equal(["events", "fromUs", "meta", "toUs"], right.Names.Order(StringComparer.Ordinal));
            Assert.Equal(both.Read<sbyte>("right").Data, right.Read<sbyte>("events").Data);
        }
    }

    [Fact]
    public void A_recording_of_one_camera_is_cut_by_time_and_by_count()
    {
        using SingleCamera single = new(recording, CameraSide.Left);
        ConversionReport byTime = SpikeTensorConversion.Run(single, folder.File("time.npz"), new SpikeTensorOptions(), cancellation: Token);
        ConversionReport byCount = SpikeTensorConversion.Run(single, folder.File("count.npz"), new SpikeTensorOptions { LeftEvents = 1_000, Encoding = EventEncoding.Sbn }, cancellation: Token);
        Assert.Equal((6_000L, 6_000L), (byTime.EventsRead, byTime.EventsWritten));
        Assert.Equal((6_000L, 6_000L), (byCount.EventsRead, byCount.EventsWritten));
        Assert.InRange(byCount.Windows, 5, 6);
    }

    [Fact]
    public void Filters_work_before_rectification_and_reshape_after_it_and_all_counts_add_up()
    {
        FilterCounts counts = new();
        StereoRectification maps = StereoRectification.Load(Fixtures.Calibration);
        EventFilter[] filters = [new RegionOfInterest(4, 2, 20, 16), new RefractoryPeriod(2_000), new SpatialDownsampling(2)];
        ConversionReport report = Run("tensors.npz", new SpikeTensorOptions { Encoding = EventEncoding.Count, Rectification = maps, Filters = filters });
        using NpzReader archive = NpzReader.Open(folder.File("tensors.npz"));
        Assert.Equal([report.Windows, 1, 8, 10], archive.Read<float>("left").Shape);
        Assert.Equal(10_321, report.EventsRead);
        Assert.Equal(report.EventsRead, report.EventsWritten + report.Losses.Dropped + report.Filtered.Total);
        Assert.Equal(report.EventsWritten, archive.Read<float>("left").Data.Sum() + archive.Read<float>("right").Data.Sum());

        using IEventRecording refractory = new FilteredRecording(recording, new RefractoryPeriod(2_000), counts);
        using RectifiedRecording rectified = new(refractory, maps);
        using IEventRecording reshaped = FilteredRecording.Chain(rectified, [new RegionOfInterest(4, 2, 20, 16), new SpatialDownsampling(2)], counts);
        Assert.Equal(report.EventsWritten, TestEvents.ReadAll(reshaped, CameraSide.Left).Count + TestEvents.ReadAll(reshaped, CameraSide.Right).Count);
        Assert.Equal(counts.Removed, report.Filtered.Removed);
        using JsonDocument meta = JsonDocument.Parse(archive.ReadText("meta"));
        Assert.Equal(counts.Removed["refractory"], meta.RootElement.GetProperty("filtered").GetProperty("refractory").GetInt64());
    }

    [Fact]
    public void A_filters_removal_is_no_loss_to_strict_conversion()
    {
        ConversionReport report = Run("tensors.npz", new SpikeTensorOptions { Filters = [new PolarityFilter(1)], Strict = true });
        Assert.True(report.Filtered.Total > 0);
        Assert.True(report.Losses.None);
    }

    [Fact]
    public void A_recording_is_written_through_filters()
    {
        RecordingConversionOptions options = new() { Filters = [new RegionOfInterest(4, 2, 20, 16), new BackgroundActivity(900)], FromUs = 20_000 };
        ConversionReport report = RecordingConversion.Run(recording, folder.File("part.hdf5"), RecordingFormats.Named("mvsec"), options, cancellation: Token);
        using MvsecRecording written = MvsecRecording.Open(folder.File("part.hdf5"));
        using IEventRecording expected = FilteredRecording.Chain(recording, options.Filters, new FilterCounts());
        Assert.Equal(new SensorSize(20, 16), written.Sensor);
        TestEvents.AssertEqual(TestEvents.ReadAll(expected, CameraSide.Right, fromUs: 20_000), TestEvents.ReadAll(written, CameraSide.Right));
        Assert.Equal(report.EventsRead, report.EventsWritten + report.Filtered.Total);
    }

    [Fact]
    public void Ground_truth_comes_through_filters_that_leave_the_sensor()
    {
        using MvsecRecording scene = MvsecRecording.Open(Fixtures.Mvsec("scene_data.hdf5"));
        foreach ((string name, EventFilter filter, int maps) in (ReadOnlySpan<(string, EventFilter, int)>)[("same.hdf5", new PolarityFilter(1), 3), ("half.hdf5", new SpatialDownsampling(2), 0)])
        {
            RecordingConversion.Run(scene, folder.File(name), RecordingFormats.Named("mvsec"), new RecordingConversionOptions { Filters = [filter] }, cancellation: Token);
            using MvsecRecording written = MvsecRecording.Open(folder.File(name));
            using MvsecGroundTruth? truth = written.OpenGroundTruth();
            Assert.Equal(maps, truth?.Count ?? 0);
        }
    }

    [Fact]
    public void A_tensor_beyond_the_limit_is_refused_before_it_is_allocated()
    {
        using InMemoryStereoRecording large = new("memory", new SensorSize(16_384, 16_384), new EventBatch(), new EventBatch());
        Assert.Contains("67,108,864", Assert.Throws<InvalidDataException>(() =>
            SpikeTensorConversion.Run(large, folder.File("tensors.npz"), new SpikeTensorOptions(), cancellation: Token)).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        StereoRectification maps = StereoRectification.Load(Fixtures.Calibration);
        SpikeTensorOptions exact = new() { Rectification = maps, Rounding = RectificationRounding.Exact };
        Assert.Throws<ArgumentException>(() => Run("a.npz", exact with { Encoding = EventEncoding.Count }));
        Assert.Throws<ArgumentException>(() => Run("a.npz", exact with { Filters = [new SpatialDownsampling(2)] }));
        Assert.Throws<ArgumentException>(() => Run("a.npz", new SpikeTensorOptions { LeftEvents = 3, EndTimesUs = [4] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run("a.npz", new SpikeTensorOptions { Bins = 1_001 }));
        Assert.Empty(folder.Names);
    }

    private ConversionReport Run(string name, SpikeTensorOptions options) => SpikeTensorConversion.Run(recording, folder.File(name), options, cancellation: Token);

    private static (int Channels, float[] Tensor) Encode(EventEncoding encoding, EventBatch events, TimeWindow window)
    {
        AveragedTimeSurfaceOptions averaged = new();
        int channels = encoding switch { EventEncoding.Count => 1, EventEncoding.Histogram or EventEncoding.TimeSurface => 2, EventEncoding.Averaged => averaged.Channels, _ => 5 };
        sbyte[] signs = new sbyte[channels * Sensor.Pixels];
        float[] values = new float[channels * (encoding == EventEncoding.Averaged ? averaged.Cells(Sensor).Pixels : Sensor.Pixels)];
        _ = encoding switch
        {
            EventEncoding.Sbt => StackingBasedOnTime.Encode(events, window, Sensor, 5, signs),
            EventEncoding.Sbn => StackingByNumber.Encode(events, window, Sensor, 5, signs),
            EventEncoding.Count => EventCount.Encode(events, window, Sensor, values),
            EventEncoding.Histogram => PolarityHistogram.Encode(events, window, Sensor, 1, values),
            EventEncoding.Voxel => VoxelGrid.Encode(events, window, Sensor, 5, VoxelNormalization.Zhu, values),
            EventEncoding.TimeSurface => TimeSurface.Encode(events, window, Sensor, TimeSurface.DefaultTauUs, values),
            _ => AveragedTimeSurface.Encode(events, window, Sensor, averaged, values),
        };
        return (channels, encoding is EventEncoding.Sbt or EventEncoding.Sbn ? [.. signs.Select(value => (float)value)] : values);
    }

    private static (IReadOnlyList<long> Shape, float[] Data) Read(NpzReader archive, EventEncoding encoding, string name)
    {
        if (encoding is EventEncoding.Sbt or EventEncoding.Sbn)
        {
            NpyArray<sbyte> signs = archive.Read<sbyte>(name);
            return (signs.Shape, [.. signs.Data.Select(value => (float)value)]);
        }

        NpyArray<float> values = archive.Read<float>(name);
        return (values.Shape, values.Data);
    }

    private static (IReadOnlyList<long> Shape, double[] Data) ReadAny(NpzReader archive, string name)
    {
        if (name is "fromUs" or "toUs" || name.EndsWith("_shape", StringComparison.Ordinal))
        {
            NpyArray<long> longs = archive.Read<long>(name);
            return (longs.Shape, [.. longs.Data.Select(value => (double)value)]);
        }

        if (name.EndsWith("_indices", StringComparison.Ordinal))
        {
            NpyArray<int> integers = archive.Read<int>(name);
            return (integers.Shape, [.. integers.Data.Select(value => (double)value)]);
        }

        using JsonDocument meta = JsonDocument.Parse(archive.ReadText("meta"));
        (IReadOnlyList<long> shape, float[] data) = Read(archive, Enum.Parse<EventEncoding>(meta.RootElement.GetProperty("encoding").GetString() ?? "", ignoreCase: true), name);
        return (shape, [.. data.Select(value => (double)value)]);
    }
}
