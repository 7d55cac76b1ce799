using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Dsec;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

/// <summary>DSEC's layout as h5py writes it, against what numpy makes of the same events (make_dsec.py). No file of the data set was at hand.</summary>
public sealed class DsecRecordingTests : IDisposable
{
    private const long Offset = 51_648_500_152;
    private static readonly OpenOptions Small = new() { Sensor = new SensorSize(64, 48) };
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("events")]
    [InlineData("events/left")]
    [InlineData("events/left/events.h5")]
    [InlineData("events/right/events.h5")]
    public void Opens_both_cameras_from_any_part_of_a_sequence(string part)
    {
        using IEventRecording recording = RecordingFormats.Open(Path.Combine(Fixtures.Dsec("scene_00_a"), part), Small);
        Assert.Equal("dsec", recording.Format);
        Assert.Equal(CameraSides.Both, recording.Cameras);
        TestEvents.AssertEqual(Golden("left"), TestEvents.ReadAll(recording, CameraSide.Left));
        TestEvents.AssertEqual(Golden("right"), TestEvents.ReadAll(recording, CameraSide.Right));
    }

    /// <summary>The left file's t_offset is 500 us above the right one's, which is the origin. Each camera rebased to itself would lose that.</summary>
    [Fact]
    public void Keeps_both_cameras_on_one_clock()
    {
        using DsecRecording recording = DsecRecording.Open(Fixtures.Dsec("scene_00_a"), Small);
        EventBatch left = Golden("left"), right = Golden("right");
        Assert.Equal(Offset, recording.OriginUs);
        Assert.Equal(Math.Min(left.TUs[0], right.TUs[0]), recording.FromUs);
        Assert.Equal(Math.Max(left.TUs[^1], right.TUs[^1]) + 1, recording.ToUs);
        Assert.Equal([("left", 3000L, left.TUs[0], left.TUs[^1] + 1), ("right", 2300L, right.TUs[0], right.TUs[^1] + 1)],
            recording.Streams.Select(stream => (stream.Name, stream.Count, stream.FromUs ?? 0, stream.ToUs ?? 0)));
        Assert.Equal(5.14264198, recording.Geometry?.FocalTimesBaseline ?? 0, 8);
    }

    [Fact]
    public void Takes_the_sensor_of_the_data_set_unless_told()
    {
        using DsecRecording recording = DsecRecording.Open(Fixtures.Dsec("scene_00_a"));
        Assert.Equal(new SensorSize(640, 480), recording.Sensor);
    }

    [Theory]
    [InlineData("scene_events_left", "scene_events_right", 2)]
    [InlineData("scene_events_left", null, 1)]
    [InlineData("something", null, 1)]
    public void Opens_archives_unpacked_side_by_side_or_one_camera_alone(string first, string? second, int cameras)
    {
        Unpack("left", first);
        if (second is not null)
        {
            Unpack("right", second);
        }

        string path = Path.Combine(folder.Path, first, "events.h5");
        using IEventRecording recording = RecordingFormats.Open(path, Small);
        Assert.Equal(cameras, recording.Cameras.Count);

        // Alone, a file's own offset is the origin.
        TestEvents.AssertEqual(Shifted(Golden("left"), cameras == 1 ? -500 : 0), TestEvents.ReadAll(recording, CameraSide.Left));
    }

    /// <summary>The archives of one sequence, all unpacked into one folder, are found from that folder and from each part.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("scene_events_right")]
    [InlineData("scene_calibration/cam_to_cam.yaml")]
    [InlineData("scene_disparity_event/000002.png")]
    public void Finds_every_part_among_unpacked_archives(string part)
    {
        Unpack("left", "scene_events_left");
        Unpack("right", "scene_events_right");
        string calibration = Directory.CreateDirectory(folder.File("scene_calibration")).FullName, maps = Directory.CreateDirectory(folder.File("scene_disparity_event")).FullName;
        File.Copy(Fixtures.Dsec("scene_00_a/calibration/cam_to_cam.yaml"), Path.Combine(calibration, "cam_to_cam.yaml"));
        foreach (string map in Directory.EnumerateFiles(Fixtures.Dsec("scene_00_a/disparity/event")))
        {
            File.Copy(map, Path.Combine(maps, Path.GetFileName(map)));
        }

        File.Copy(Fixtures.Dsec("scene_00_a/disparity/timestamps.txt"), folder.File("scene_disparity_timestamps.txt"));
        DsecSequence? sequence = DsecSequence.TryFind(folder.File(part));
        Assert.Equal(folder.Path, sequence?.Path);
        using DsecRecording recording = DsecRecording.Open(folder.File("scene_events_left"), Small);
        Assert.Equal(2, recording.Cameras.Count);
        Assert.Equal(5.14264198, recording.Geometry?.FocalTimesBaseline ?? 0, 8);
        Assert.Equal([500, 50_500, 100_500], recording.OpenGroundTruth()?.TimesUs ?? []);
    }

    [Fact]
    public void Names_what_a_folder_lacks()
    {
        Assert.Contains("is a folder", Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("events/left/events.h5", Assert.Throws<InvalidDataException>(() => DsecRecording.Open(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => DsecRecording.Open(folder.File("events.h5")));
    }

    /// <summary>Intervals before, in, across and past the events, at and beside whole milliseconds of the file's clock, and in the seven that are empty.</summary>
    [Theory]
    [InlineData("scene_00_a/events/left/events.h5", 500)]
    [InlineData("no_index.h5", 0)]
    [InlineData("wrong_index.h5", 0)]
    [InlineData("far_index.h5", 0)]
    [InlineData("no_offset.h5", 0)]
    [InlineData("blosc_zstd.h5", 0)]
    [InlineData("blosc_lz4.h5", 0)]
    public void Gives_an_interval_whatever_the_index_says(string name, long shiftUs)
    {
        using DsecRecording recording = DsecRecording.Open(Fixtures.Dsec(name), Small with { ReorderEvents = 64 });
        EventBatch whole = Shifted(Golden("left"), shiftUs - 500);
        long gap = whole.TUs[1499];
        foreach ((long from, long to) in new[] { (0L, 5000L), (500, 10_500), (7000, 7001), (19_999, 45_000), (gap + 100, gap + 6000), (gap + 1000, long.MaxValue), (-5000, 12), (10_000_000, 20_000_000), (long.MinValue, 30_000), (long.MaxValue, long.MaxValue) })
        {
            TestEvents.AssertEqual(TestEvents.Slice(whole, from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
        }
    }

    /// <summary>With the file's index a seek looks at two times and at the index; without it, at some twelve of 3,000.</summary>
    [Fact]
    public void Seeks_by_the_files_index()
    {
        Assert.Equal(2, Looks("scene_00_a/events/left/events.h5"));
        Assert.InRange(Looks("no_index.h5"), 8, 13);

        static int Looks(string name)
        {
            using DsecRecording recording = DsecRecording.Open(Fixtures.Dsec(name), Small with { ReorderEvents = 64 });
            DsecEventFile file = recording.FileOf(CameraSide.Left);
            int before = file.TimeReads;
            Assert.InRange(recording.FirstRow(file, 40_000), 1, 2999);
            return file.TimeReads - before;
        }
    }

    /// <summary>The worked example of the index in the authors' eventslicer.py: t = 0, 500, 2100, 5000, ...; ms_to_idx = 0, 2, 2, 3, 3, 3, 5, 5, 8, 9.</summary>
    [Theory]
    [InlineData(1000, 2)]
    [InlineData(2000, 2)]
    [InlineData(4999, 3)]
    [InlineData(5000, 3)]
    [InlineData(6100, 5)]
    [InlineData(8000, 8)]
    [InlineData(9000, 9)]
    [InlineData(10_000, 10)]
    [InlineData(-1, 0)]
    public void Finds_the_published_example_by_search_too(long tUs, long index)
    {
        foreach (string name in (string[])["example.h5", "example_no_index.h5"])
        {
            using DsecEventFile file = DsecEventFile.Open(Fixtures.Dsec(name));
            Assert.Equal(index, file.LowerBound(tUs));
        }
    }

    [Fact]
    public void Puts_swapped_events_in_order_and_counts_them()
    {
        using DsecRecording recording = DsecRecording.Open(Fixtures.Dsec("swapped.h5"), Small);
        EventLosses losses = new();
        EventBatch events = TestEvents.ReadAll(recording, CameraSide.Left, losses: losses);
        Assert.True(losses.Reordered > 20);
        Assert.Equal(0, losses.Dropped);
        Assert.True(Shifted(Golden("left"), -500).TUs.SequenceEqual(events.TUs), "times differ");
    }

    [Fact]
    public void Drops_and_counts_what_is_off_the_sensor()
    {
        using DsecRecording recording = DsecRecording.Open(Fixtures.Dsec("outside.h5"), Small);
        EventLosses losses = new();
        Assert.Equal(90, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses).Count);
        Assert.Equal(10, losses.OutOfSensor);
    }

    [Theory]
    [InlineData("short_column.h5", "/events/x has 99 events, /events/t 100")]
    [InlineData("float_column.h5", "/events/y is 100 of float; expected one column of integers")]
    [InlineData("table_column.h5", "/events/t is 50x2 of integer")]
    [InlineData("bad_polarity.h5", "/events/p row 17: polarity 2")]
    [InlineData("negative_x.h5", "/events/x row 3: -1 is beyond the range")]
    [InlineData("far_time.h5", "/events/t row 50: time 100000000000000 us")]
    [InlineData("far_offset.h5", "/t_offset is -9223372036854775808 us")]
    public void Says_what_is_wrong_and_where(string name, string what)
    {
        string path = Fixtures.Dsec(name);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ReadEverything(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    /// <summary>Whatever flipped bits do, reading ends with events or an InvalidDataException. The first file is mostly structure, the second packed data.</summary>
    [Theory]
    [InlineData("outside.h5", 1)]
    [InlineData("swapped.h5", 4)]
    [InlineData("blosc_zstd.h5", 4)]
    public void Survives_flipped_bits_and_truncation(string name, int flips)
    {
        byte[] whole = File.ReadAllBytes(Fixtures.Dsec(name));
        Random random = new(5);
        string path = folder.File("damaged.h5");
        int refused = 0;
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = whole[..(i % 8 == 0 ? random.Next(1, whole.Length) : whole.Length)];
            for (int k = 0; k < flips; k++)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                ReadEverything(path);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 60, 500);
    }

    [Fact]
    public void Rectifies_by_the_data_sets_own_maps_with_the_geometry_of_its_calibration()
    {
        foreach (string part in (string[])["", "events/left/rectify_map.h5", "calibration"])
        {
            StereoRectification maps = StereoRectification.Load(Path.Combine(Fixtures.Dsec("scene_00_a"), part));
            Assert.Equal(new SensorSize(64, 48), maps.Sensor);

            // x 1.25 - 7 + 0.25 and y 0.75 + 5 at pixel (10, 20), exact in binary.
            Assert.Equal((5.75f, 20f), (maps.Left.X[(20 * 64) + 10], maps.Left.Y[(20 * 64) + 10]));
            Assert.Equal(5f, maps.Right.X[(20 * 64) + 10]);
            Assert.Equal(5.14264198, maps.Geometry?.FocalTimesBaseline ?? 0, 8);
        }
    }

    [Fact]
    public void Refuses_a_map_of_another_shape()
    {
        Assert.Contains("expected H x W x 2", Assert.Throws<InvalidDataException>(() => DsecRectifyMap.Load(Fixtures.Dsec("flat_map.h5"))).Message, StringComparison.Ordinal);
    }

    private static EventBatch Golden(string side)
    {
        using NpzReader golden = NpzReader.Open(Fixtures.Dsec("golden.npz"));
        long[] table = golden.Read<long>(side).Data;
        EventBatch events = new();
        for (int i = 0; i < table.Length; i += 4)
        {
            events.Add(table[i], (ushort)table[i + 1], (ushort)table[i + 2], (sbyte)table[i + 3]);
        }

        return events;
    }

    private static EventBatch Shifted(EventBatch events, long byUs)
    {
        EventBatch shifted = new();
        for (int i = 0; i < events.Count; i++)
        {
            shifted.Add(events.TUs[i] + byUs, events.X[i], events.Y[i], events.Polarity[i]);
        }

        return shifted;
    }

    private static void ReadEverything(string path)
    {
        using DsecRecording recording = DsecRecording.Open(path, Small with { ReorderEvents = 64 });
        _ = TestEvents.ReadAll(recording, CameraSide.Left);
        _ = TestEvents.ReadAll(recording, CameraSide.Left, 20_000, 30_000);
    }

    private void Unpack(string side, string name)
    {
        string target = Directory.CreateDirectory(folder.File(name)).FullName;
        File.Copy(Fixtures.Dsec($"scene_00_a/events/{side}/events.h5"), Path.Combine(target, "events.h5"));
    }
}
