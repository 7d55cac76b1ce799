using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Tests;

public class FilterTests
{
    private static readonly SensorSize Sensor = Fixtures.Sensor;
    private readonly FilterCounts counts = new();

    public static TheoryData<EventFilter> Filters() =>
    [
        new RegionOfInterest(3, 4, 20, 10),
        new RegionOfInterest(3, 4, 20, 10) { KeepOrigin = true },
        new PolarityFilter(-1),
        new RefractoryPeriod(2_000),
        new BackgroundActivity(900),
        new SpatialDownsampling(3),
        new RandomDrop(0.4, 7),
        new HotPixelMask([new HotPixel(5, 7, 0, 0)], [new HotPixel(1, 1, 0, 0)]),
    ];

    [Theory]
    [InlineData("refractory")]
    [InlineData("background")]
    public void The_events_that_stay_are_those_of_the_definition(string name)
    {
        EventFilter filter = name == "refractory" ? new RefractoryPeriod(2_000) : new BackgroundActivity(900);
        EventBatch events = Fixtures.NumpyEvents("left.npy"), expected = new();
        using NpzReader golden = NpzReader.Open(Fixtures.Numpy("filters.npz"));
        byte[] stays = golden.Read<byte>(name).Data;
        for (int i = 0; i < events.Count; i++)
        {
            if (stays[i] != 0)
            {
                expected.Append(events, i, 1);
            }
        }

        TestEvents.AssertEqual(expected, Apply(filter, events));
        Assert.InRange(expected.Count, 1, events.Count - 1);
        Assert.Equal(events.Count - expected.Count, counts.Total);
    }

    [Fact]
    public void Hot_pixels_are_found_by_the_stated_rule()
    {
        using NpzReader golden = NpzReader.Open(Fixtures.Numpy("filters.npz"));
        NpyArray<long> expected = golden.Read<long>("hot");
        using InMemoryStereoRecording recording = new("memory", Sensor, Fixtures.NumpyEvents("left.npy"), Fixtures.NumpyEvents("right.npy"));
        HotPixelMask mask = HotPixelMask.Find(recording, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Data, mask.Left.SelectMany(pixel => (long[])[pixel.X, pixel.Y, pixel.Count]));
        Assert.Empty(mask.Right);
        using IEventRecording masked = new FilteredRecording(recording, mask, counts);
        EventBatch events = TestEvents.ReadAll(masked, CameraSide.Left);
        Assert.DoesNotContain(Enumerable.Range(0, events.Count), i => events.X[i] == 5 && events.Y[i] == 7);
        Assert.Equal(expected.Data[2], counts.Removed["hotPixels"]);
    }

    [Theory]
    [InlineData(50, 0, false)]
    [InlineData(51, 0, true)]
    [InlineData(120, 7, false)]
    [InlineData(121, 7, true)]
    public void A_hot_pixel_has_more_than_ten_times_its_neighbours_median_and_five(int count, int around, bool hot)
    {
        int[] image = [.. Enumerable.Repeat(around, 25)];
        image[12] = count;
        Assert.Equal(hot ? [new HotPixel(2, 2, count, around)] : [], HotPixelMask.Find(image, new SensorSize(5, 5)));
    }

    [Fact]
    public void Hot_neighbours_do_not_hide_each_other_and_a_lone_pixel_has_none()
    {
        int[] image = new int[25];
        image[6] = image[7] = image[11] = 400;
        Assert.Equal(3, HotPixelMask.Find(image, new SensorSize(5, 5)).Count);
        Assert.Single(HotPixelMask.Find([51], new SensorSize(1, 1)));
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void What_stays_depends_neither_on_blocks_nor_on_the_interval_asked_for(EventFilter filter)
    {
        using InMemoryStereoRecording recording = new("memory", Sensor, Fixtures.NumpyEvents("left.npy"), Fixtures.NumpyEvents("right.npy"));
        using FilteredRecording filtered = new(recording, filter, counts);
        foreach (CameraSide side in CameraSides.Both)
        {
            EventBatch whole = TestEvents.ReadAll(filtered, side);
            TestEvents.AssertEqual(whole, ReadBy(filtered, side, 1, long.MinValue, long.MaxValue));
            TestEvents.AssertEqual(whole, ReadBy(filtered, side, 777, long.MinValue, long.MaxValue));
            long[] bounds = [long.MinValue, 1_234, 40_000, 40_001, 99_999, long.MaxValue];
            EventBatch joined = new();
            for (int i = 0; i + 1 < bounds.Length; i++)
            {
                EventBatch part = ReadBy(filtered, side, 100, bounds[i], bounds[i + 1]);
                joined.Append(part, 0, part.Count);
            }

            TestEvents.AssertEqual(whole, joined);
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void What_stays_and_what_is_counted_are_the_whole(EventFilter filter)
    {
        EventBatch events = Fixtures.NumpyEvents("left.npy");
        EventBatch kept = Apply(filter, events);
        Assert.Equal(events.Count, kept.Count + counts.Removed[filter.Name]);
        SensorSize after = filter.Resize(Sensor);
        Assert.All(Enumerable.Range(0, kept.Count), i => Assert.True(after.Contains(kept.X[i], kept.Y[i])));
    }

    [Fact]
    public void Events_before_an_interval_are_looked_at_and_not_counted()
    {
        EventBatch events = Events((0, 1, 1), (500, 1, 1), (1_200, 1, 1));
        using InMemoryStereoRecording recording = new("memory", Sensor, events, new EventBatch());
        using FilteredRecording filtered = new(recording, new RefractoryPeriod(1_000), counts);
        Assert.Equal([1_200], TestEvents.ReadAll(filtered, CameraSide.Left, fromUs: 400).TUs.ToArray());
        Assert.Equal(1, counts.Removed["refractory"]);
    }

    [Fact]
    public void A_refractory_period_is_over_when_it_is_over_and_is_not_lengthened() =>
        Assert.Equal([0, 100, 201], Apply(new RefractoryPeriod(100), Events((0, 1, 1), (99, 1, 1), (100, 1, 1), (199, 1, 1), (201, 1, 1))).TUs.ToArray());

    [Fact]
    public void Background_activity_needs_a_neighbour_not_the_pixel_itself() =>
        Assert.Equal([110, 211], Apply(new BackgroundActivity(100), Events((10, 5, 5), (20, 5, 5), (110, 6, 6), (111, 8, 6), (211, 7, 7), (312, 6, 6))).TUs.ToArray());

    [Fact]
    public void A_region_becomes_the_sensor_unless_the_origin_is_kept()
    {
        EventBatch events = Events((0, 2, 3), (1, 3, 3), (2, 12, 12), (3, 13, 12));
        EventBatch moved = Apply(new RegionOfInterest(3, 3, 10, 10), events), kept = Apply(new RegionOfInterest(3, 3, 10, 10) { KeepOrigin = true }, events);
        Assert.Equal([0, 9], moved.X.ToArray());
        Assert.Equal([0, 9], moved.Y.ToArray());
        Assert.Equal([3, 12], kept.X.ToArray());
        Assert.Equal(new SensorSize(10, 10), new RegionOfInterest(3, 3, 10, 10).Resize(Sensor));
        Assert.Equal(new SensorSize(2, 1), new RegionOfInterest(30, 23, 10, 10).Resize(Sensor));
        Assert.Equal(Sensor, new RegionOfInterest(3, 3, 10, 10) { KeepOrigin = true }.Resize(Sensor));
    }

    [Theory]
    [InlineData(32, 0)]
    [InlineData(0, 24)]
    public void A_region_off_the_sensor_is_refused(int x, int y)
    {
        using InMemoryStereoRecording recording = new("memory", Sensor, new EventBatch(), new EventBatch());
        Assert.Throws<InvalidDataException>(() => new FilteredRecording(recording, new RegionOfInterest(x, y, 5, 5), counts));
        Assert.Throws<InvalidDataException>(() => new FilteredRecording(recording, new RegionOfInterest(x, y, 5, 5) { KeepOrigin = true }, counts));
    }

    [Fact]
    public void A_sensor_beyond_the_limit_is_refused_before_anything_is_allocated()
    {
        using InMemoryStereoRecording recording = new("memory", new SensorSize(65_536, 65_536), new EventBatch(), new EventBatch());
        Assert.Throws<InvalidDataException>(() => new FilteredRecording(recording, new BackgroundActivity(1), counts));
        Assert.Throws<InvalidDataException>(() => HotPixelMask.Find(recording, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Downsampling_rounds_the_sensor_up_and_scales_the_focal_length()
    {
        SpatialDownsampling filter = new(5);
        EventBatch events = Apply(filter, Events((0, 31, 23), (1, 4, 5)));
        Assert.Equal([6, 0], events.X.ToArray());
        Assert.Equal([4, 1], events.Y.ToArray());
        Assert.Equal(new SensorSize(7, 5), filter.Resize(Sensor));
        Assert.Equal(new StereoGeometry(40, 0.1), filter.Rescale(new StereoGeometry(200, 0.1)));
    }

    /// <summary>6,000 draws of probability 0.3: five standard deviations are 177.</summary>
    [Fact]
    public void A_random_drop_keeps_its_fraction_and_draws_apart_by_seed_and_camera()
    {
        EventBatch events = Fixtures.NumpyEvents("left.npy");
        using InMemoryStereoRecording recording = new("memory", Sensor, events, events);
        using FilteredRecording filtered = new(recording, new RandomDrop(0.3, 1), counts), again = new(recording, new RandomDrop(0.3, 2), counts);
        EventBatch left = TestEvents.ReadAll(filtered, CameraSide.Left), right = TestEvents.ReadAll(filtered, CameraSide.Right);
        Assert.InRange(left.Count, 1_800 - 177, 1_800 + 177);
        Assert.NotEqual(left.TUs.ToArray(), right.TUs.ToArray());
        Assert.NotEqual(left.TUs.ToArray(), TestEvents.ReadAll(again, CameraSide.Left).TUs.ToArray());
        Assert.Equal(events.Count, Apply(new RandomDrop(1, 1), events).Count);
        Assert.Equal(0, Apply(new RandomDrop(0, 1), events).Count);
    }

    [Fact]
    public void Filters_chain_in_order_and_count_by_name()
    {
        using InMemoryStereoRecording recording = new("memory", Sensor, Fixtures.NumpyEvents("left.npy"), new EventBatch());
        using IEventRecording chained = FilteredRecording.Chain(recording, [new PolarityFilter(1), new RegionOfInterest(0, 0, 16, 24), new SpatialDownsampling(2)], counts);
        EventBatch events = TestEvents.ReadAll(chained, CameraSide.Left);
        Assert.Equal(new SensorSize(8, 12), chained.Sensor);
        Assert.Equal(["downsampling", "polarity", "regionOfInterest"], counts.Removed.Keys);
        Assert.Equal(6_000, events.Count + counts.Total);
        Assert.Equal(0, counts.Removed["downsampling"]);
    }

    [Fact]
    public void A_slice_of_time_keeps_the_clock()
    {
        using InMemoryStereoRecording recording = new("memory", Sensor, Fixtures.NumpyEvents("left.npy"), Fixtures.NumpyEvents("right.npy"));
        using TimeSlice slice = new(recording, new TimeWindow(30_000, 60_000));
        Assert.Equal((30_000L, 60_000L), (slice.FromUs, slice.ToUs));
        TestEvents.AssertEqual(TestEvents.Slice(recording.Events(CameraSide.Right), 30_000, 60_000), TestEvents.ReadAll(slice, CameraSide.Right));
        TestEvents.AssertEqual(TestEvents.Slice(recording.Events(CameraSide.Left), 50_000, 60_000), TestEvents.ReadAll(slice, CameraSide.Left, 50_000, 90_000));
    }

    [Fact]
    public void A_single_camera_is_the_left_of_its_recording()
    {
        using InMemoryStereoRecording recording = new("memory", Sensor, Fixtures.NumpyEvents("left.npy"), Fixtures.NumpyEvents("right.npy"));
        using SingleCamera right = new(recording, CameraSide.Right);
        TestEvents.AssertEqual(recording.Events(CameraSide.Right), TestEvents.ReadAll(right, CameraSide.Left));
        Assert.Equal([CameraSide.Left], right.Cameras);
        Assert.Equal((4_321L, CameraSide.Left), (Assert.Single(right.Streams).Count, right.Streams[0].Side));
        Assert.Throws<ArgumentException>(() => right.OpenEvents(CameraSide.Right));
        Assert.Throws<InvalidDataException>(() => new SingleCamera(right, CameraSide.Right));
    }

    private EventBatch Apply(EventFilter filter, EventBatch events)
    {
        using InMemoryStereoRecording recording = new("memory", Sensor, events, new EventBatch());
        using FilteredRecording filtered = new(recording, filter, counts);
        return TestEvents.ReadAll(filtered, CameraSide.Left);
    }

    private static EventBatch ReadBy(FilteredRecording recording, CameraSide side, int block, long fromUs, long toUs)
    {
        using IEventSource source = recording.OpenEvents(side, fromUs, toUs);
        EventBatch all = new();
        while (source.Read(all, block) is > 0 and int count)
        {
            Assert.InRange(count, 1, block);
        }

        return all;
    }

    private static EventBatch Events(params ReadOnlySpan<(long TUs, int X, int Y)> events)
    {
        EventBatch batch = new();
        foreach ((long tUs, int x, int y) in events)
        {
            batch.Add(tUs, (ushort)x, (ushort)y, 1);
        }

        return batch;
    }
}
