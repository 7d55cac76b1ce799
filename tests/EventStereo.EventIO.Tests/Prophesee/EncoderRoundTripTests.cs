using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests.Prophesee;

/// <summary>What is written is read back the same, in the same order and without a loss.</summary>
public sealed class EncoderRoundTripTests : IDisposable
{
    private static readonly SensorSize Wide = new(2048, 2048);
    private readonly ScratchFolder folder = new();

    public static TheoryData<string> Formats => ["evt2", "evt3", "dat"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_event(string format) => AssertReadBack(format, new EventBatch());

    [Theory]
    [MemberData(nameof(Formats))]
    public void One_event(string format)
    {
        EventBatch events = new();
        events.Add(0, 3, 5, 1);
        AssertReadBack(format, events);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void One_pixel_that_fires_without_pause(string format)
    {
        EventBatch events = new();
        for (int i = 0; i < 50_000; i++)
        {
            events.Add(1_000 + (i / 3), 7, 9, (sbyte)(i % 2 == 0 ? 1 : -1));
        }

        AssertReadBack(format, events);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_corners_of_the_largest_sensor(string format)
    {
        EventBatch events = new();
        ushort last = (ushort)(format == "dat" ? 16_383 : 2_047);
        foreach ((ushort x, ushort y) in (ReadOnlySpan<(ushort, ushort)>)[(0, 0), (last, 0), (0, last), (last, last)])
        {
            events.Add(5, x, y, -1);
            events.Add(5, x, y, 1);
        }

        AssertReadBack(format, events, new SensorSize(last + 1, last + 1));
    }

    /// <summary>Steps of every size up to seconds, over several wraps of the format's time.</summary>
    [Theory]
    [InlineData("evt2", 34, 3)]
    [InlineData("evt3", 24, 5)]
    [InlineData("dat", 32, 3)]
    public void Times_near_each_wrap(string format, int bits, int wraps)
    {
        Random random = new(3);
        EventBatch events = new();
        long tUs = 17;
        for (int wrap = 1; wrap <= wraps; wrap++)
        {
            // Up to the wrap in gaps that every format holds, then through it in small steps and on it to the microsecond.
            for (long wrapUs = (long)wrap << bits; tUs < wrapUs - 3_000; tUs += random.NextInt64(1, Math.Min(1 << 29, wrapUs - 2_000 - tUs)))
            {
                events.Add(tUs, (ushort)random.Next(2048), (ushort)random.Next(2048), 1);
            }

            for (int i = -1_000; i < 1_000; i++)
            {
                tUs = ((long)wrap << bits) + i;
                events.Add(tUs, (ushort)random.Next(2048), (ushort)random.Next(2048), -1);
            }
        }

        AssertReadBack(format, events);
    }

    [Theory]
    [InlineData("evt2", 60_000_000_000)]
    [InlineData("evt3", 7_200_000_000)]
    [InlineData("dat", 4_294_967_295)]
    public void A_first_event_late_and_a_long_gap(string format, long firstUs)
    {
        EventBatch events = new();
        events.Add(firstUs, 1, 2, 1);
        events.Add(firstUs, 1, 2, -1);
        events.Add(firstUs + 4_194_304, 3, 4, 1);
        events.Add(firstUs + 1_000_000_000, 5, 6, 1);
        AssertReadBack(format, events);
    }

    /// <summary>Runs of a row in rising, falling and broken order: none may be put in another order.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void Runs_in_a_row_of_any_order(string format)
    {
        Random random = new(11);
        EventBatch events = new();
        long tUs = 0;
        while (events.Count < 60_000)
        {
            tUs += random.Next(3);
            int x = random.Next(1280), y = random.Next(720), step = random.Next(-1, 3);
            sbyte polarity = (sbyte)((2 * random.Next(2)) - 1);
            for (int i = random.Next(80); i > 0 && x is >= 0 and < 1300; i--, x += step + (random.Next(5) == 0 ? random.Next(-3, 4) : 0))
            {
                events.Add(tUs, (ushort)x, (ushort)y, polarity);
            }
        }

        AssertReadBack(format, events, new SensorSize(1300, 720));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Random_events(string format)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            AssertReadBack(format, TestEvents.Random(new SensorSize(1 + (170 * seed), 1 + (90 * seed)), 5_000, seed, seed * 1_000_000, seed * seed * 200));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Equal_events_are_equal_files(string format)
    {
        EventBatch events = TestEvents.Random(Wide, 2_000, 4, 0, 20);
        Write(format, "a", events, Wide);
        Write(format, "b", events, Wide);
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    private void AssertReadBack(string format, EventBatch events, SensorSize? sensor = null)
    {
        string path = Write(format, "file", events, sensor ?? Wide);
        using IEventRecording recording = RecordingFormats.Open(path);
        EventLosses losses = new();
        TestEvents.AssertEqual(events, TestEvents.ReadAll(recording, CameraSide.Left, losses: losses));
        Assert.True(losses.None, string.Join(", ", losses.ByReason));
        Assert.Equal((format, sensor ?? Wide), (recording.Format, recording.Sensor));
        if (events.Count > 0)
        {
            Assert.Equal((events.TUs[0], events.TUs[^1] + 1), (recording.FromUs, recording.ToUs));
        }
    }

    private string Write(string format, string name, EventBatch events, SensorSize sensor)
    {
        string path = folder.File(name);
        using IRecordingWriter writer = RecordingFormats.Named(format).Create(path, new RecordingDescription(sensor, [CameraSide.Left]));

        // In parts, since the words between depend on what was said before.
        for (int from = 0; from < events.Count; from += 777)
        {
            EventBatch part = new();
            part.Append(events, from, Math.Min(777, events.Count - from));
            writer.Append(CameraSide.Left, part);
        }

        writer.Complete();
        return path;
    }
}
