using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Aedat;

namespace EventStereo.EventIO.Tests;

/// <summary>Any stream of events comes back from any packing, in packets of any length.</summary>
public sealed class Aedat4StreamTests : IDisposable
{
    private static readonly SensorSize Large = new(16_384, 16_384);
    private readonly ScratchFolder folder = new();

    public static TheoryData<int, int> Packings => new MatrixTheoryData<int, int>([0, 1, 2, 3, 4], [0, 1, 2, 3]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Packings))]
    public void Events_come_back_as_they_were_packed(int compression, int seed)
    {
        Random random = new(seed);
        long originUs = random.NextInt64((long)Aedat4Payload.MaxUs / 2);
        EventBatch events = TestEvents.Random(Large, random.Next(1, 3_000), seed, 0, 20);
        Aedat4TestFile file = new((Aedat4Compression)compression) { Streams = [(3, "EVTS", "A", Large)], HasTable = seed % 2 == 0 };
        for (int at = 0; at < events.Count;)
        {
            EventBatch part = new();
            part.Append(events, at, Math.Min(random.Next(1, 900), events.Count - at));
            file.AddEvents(3, part, originUs);
            at += part.Count;
        }

        using Aedat4Recording recording = new(file.WriteTo(folder), new OpenOptions());

        TestEvents.AssertEqual(events, TestEvents.ReadAll(recording, CameraSide.Left));
        Assert.Equal((0, events.TUs[^1] + 1), (recording.FromUs, recording.ToUs));
        Assert.Equal(seed % 2 == 0, recording.UsesTable);
        long from = random.NextInt64(recording.ToUs), to = random.NextInt64(from, recording.ToUs + 1);
        TestEvents.AssertEqual(TestEvents.Slice(events, from, to), TestEvents.ReadAll(recording, CameraSide.Left, from, to));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_packet_of_more_events_than_a_block_comes_in_blocks_that_can_be_marked(int compression)
    {
        EventBatch events = TestEvents.Random(Fixtures.Sensor, (2 * 131_072) + 77, 1, 0, 1);
        string path = new Aedat4TestFile((Aedat4Compression)compression).AddEvents(0, events).AddEvents(0, TestEvents.Random(Fixtures.Sensor, 5, 2, events.TUs[^1], 1)).WriteTo(folder);
        using Aedat4Bytes file = new(path);
        Aedat4Header header = Aedat4Header.Read(file);
        using Aedat4Decoder decoder = new(path, header, header.TablePosition, 0, 0), other = new(path, header, header.TablePosition, 0, 0);
        EventBatch first = new(), rest = new(), again = new();

        Assert.True(decoder.Decode(first));
        other.Seek(decoder.Mark());
        while (decoder.Decode(rest))
        {
        }

        while (other.Decode(again))
        {
        }

        Assert.Equal(131_072, first.Count);
        Assert.Equal(131_072 + 77 + 5, rest.Count);
        TestEvents.AssertEqual(rest, again);
    }

    [Fact]
    public void A_recording_without_events_is_empty_not_wrong()
    {
        using IEventRecording none = RecordingFormats.Open(new Aedat4TestFile(Aedat4Compression.Lz4).WriteTo(folder, "none.aedat4"));
        using IEventRecording empty = RecordingFormats.Open(new Aedat4TestFile(Aedat4Compression.None).AddEvents(0, new EventBatch()).WriteTo(folder, "empty.aedat4"));

        Assert.All([none, empty], recording =>
        {
            Assert.Equal((0, 0, 0, 0.0), (TestEvents.ReadAll(recording, CameraSide.Left).Count, recording.FromUs, recording.ToUs, recording.OriginSeconds));
            Assert.Equal((0, null), (recording.Streams[0].Count, recording.Streams[0].FromUs));
        });
    }

    [Fact]
    public void All_events_on_one_pixel_at_one_time_stay_apart()
    {
        EventBatch events = new();
        for (int i = 0; i < 1_000; i++)
        {
            events.Add(7, 31, 23, (sbyte)(i % 3 == 0 ? 1 : -1));
        }

        using IEventRecording recording = RecordingFormats.Open(new Aedat4TestFile(Aedat4Compression.Zstd).AddEvents(0, events, 1_000).WriteTo(folder));

        EventBatch read = TestEvents.ReadAll(recording, CameraSide.Left);
        Assert.Equal(1_000, read.Count);
        Assert.True(events.Polarity.SequenceEqual(read.Polarity));
    }

    [Fact]
    public void Pixels_off_the_sensor_and_below_0_are_counted()
    {
        EventBatch events = new();
        events.Add(0, 31, 23, 1);
        events.Add(1, 32, 0, 1);
        events.Add(2, 0, 24, 1);
        events.Add(3, unchecked((ushort)-1), 0, 1);
        events.Add(4, 0, unchecked((ushort)short.MinValue), -1);
        using IEventRecording recording = RecordingFormats.Open(new Aedat4TestFile(Aedat4Compression.None).AddEvents(0, events).WriteTo(folder));

        EventLosses losses = new();
        Assert.Equal(1, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses).Count);
        Assert.Equal((4, 4), (losses.OutOfSensor, losses.Dropped));
    }

    [Fact]
    public void Times_that_no_clock_shows_are_counted()
    {
        EventBatch events = new();
        events.Add(-1, 0, 0, 1);
        events.Add(50, 0, 0, 1);
        events.Add(long.MinValue, 0, 0, 1);
        events.Add(long.MaxValue, 0, 0, 1);
        events.Add((long)Aedat4Payload.MaxUs, 0, 0, 1);
        events.Add(60, 0, 0, 1);
        using IEventRecording recording = RecordingFormats.Open(new Aedat4TestFile(Aedat4Compression.None) { HasTable = false }.AddEvents(0, events).WriteTo(folder));

        EventLosses losses = new();
        Assert.Equal([0, 10], TestEvents.ReadAll(recording, CameraSide.Left, losses: losses).TUs.ToArray());
        Assert.Equal((4, 4), (losses.Malformed, losses.Dropped));
        Assert.Equal((0, 11), (recording.FromUs, recording.ToUs));
    }

    [Fact]
    public void Both_cameras_of_a_pair_keep_their_distance_in_time()
    {
        Aedat4TestFile file = new(Aedat4Compression.Lz4) { Streams = [(0, "EVTS", "A", Fixtures.Sensor), (1, "EVTS", "B", Fixtures.Sensor)] };
        EventBatch events = TestEvents.Random(Fixtures.Sensor, 100, 3, 0, 50);
        using IEventRecording recording = RecordingFormats.Open(file.AddEvents(0, events, 1_002_345).AddEvents(1, events, 1_000_000).WriteTo(folder));

        Assert.Equal(2_345, TestEvents.ReadAll(recording, CameraSide.Left).TUs[0]);
        Assert.Equal(0, TestEvents.ReadAll(recording, CameraSide.Right).TUs[0]);
    }

    [Fact]
    public void A_second_stream_of_the_same_camera_is_no_right_camera()
    {
        Aedat4TestFile file = new(Aedat4Compression.Lz4) { Streams = [(0, "EVTS", "A", Fixtures.Sensor), (1, "EVTS", "A", Fixtures.Sensor), (4, "EVTS", "B", Fixtures.Sensor)] };
        EventBatch events = TestEvents.Random(Fixtures.Sensor, 100, 3, 0, 50);
        using IEventRecording recording = RecordingFormats.Open(file.AddEvents(0, events).AddEvents(1, new EventBatch()).AddEvents(4, events, 9).WriteTo(folder));

        Assert.Equal([CameraSide.Left, null, CameraSide.Right], recording.Streams.Select(stream => stream.Side));
        Assert.Equal(9, TestEvents.ReadAll(recording, CameraSide.Right).TUs[0]);
    }

    [Fact]
    public void A_header_without_the_sensors_size_asks_for_it()
    {
        Aedat4TestFile file = new(Aedat4Compression.Lz4) { Streams = [(0, "EVTS", "A", null)] };
        string path = file.AddEvents(0, TestEvents.Random(Fixtures.Sensor, 100, 3, 0, 50)).WriteTo(folder);

        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => RecordingFormats.Open(path));
        using IEventRecording told = RecordingFormats.Open(path, new OpenOptions { Sensor = new SensorSize(40, 30) });

        Assert.Contains("--sensor", failure.Message);
        Assert.Equal(new SensorSize(40, 30), told.Sensor);
    }
}
