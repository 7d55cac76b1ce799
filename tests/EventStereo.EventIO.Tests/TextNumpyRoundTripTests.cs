using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.EventIO.Tests;

/// <summary>What the writers of tables write is read back, whatever the events are.</summary>
public sealed class TextNumpyRoundTripTests : IDisposable
{
    private const long LimitUs = 1_000_000_000_000_000_000;
    private readonly ScratchFolder folder = new();

    public static TheoryData<string, string, int> Formats() => new()
    {
        { "csv", "out.csv", 1 }, { "csv", "out.tsv", 1 }, { "csv", "out.csv", 2 }, { "npz", "out.npz", 1 }, { "npz", "out.npz", 2 },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_stays_nothing(string format, string name, int cameras) => RoundTrip(format, name, cameras, new EventBatch(), new EventBatch());

    [Theory]
    [MemberData(nameof(Formats))]
    public void One_event_stays_one(string format, string name, int cameras)
    {
        EventBatch one = new(), none = new();
        one.Add(12, 3, 4, -1);
        RoundTrip(format, name, cameras, one, none);
        RoundTrip(format, name, cameras, none, one);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Times_and_coordinates_reach_their_limits(string format, string name, int cameras)
    {
        EventBatch events = new();
        foreach (long tUs in (long[])[1 - LimitUs, -1_000_001, -1, 0, 1, 4_294_967_296, LimitUs - 1])
        {
            events.Add(tUs, 65_535, 0, 1);
            events.Add(tUs, 0, 65_535, -1);
        }

        RoundTrip(format, name, cameras, events, events);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Random_events_stay_as_they_are(string format, string name, int cameras)
    {
        Random random = new(17);
        for (int run = 0; run < 20; run++)
        {
            SensorSize sensor = new(1 + random.Next(run % 2 == 0 ? 3 : 65_536), 1 + random.Next(2_000));
            EventBatch left = TestEvents.Random(sensor, random.Next(3_000), run, random.NextInt64(-LimitUs / 2, LimitUs / 2), 1 + random.Next(100));
            EventBatch right = TestEvents.Random(sensor, random.Next(3_000), run + 100, random.NextInt64(-1_000, 1_000), 1 + random.Next(100));
            RoundTrip(format, name, cameras, left, right);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void All_events_on_one_pixel_at_one_time_keep_their_order(string format, string name, int cameras)
    {
        EventBatch events = new();
        for (int i = 0; i < 200_000; i++)
        {
            events.Add(5, 1, 1, (sbyte)(((i * 7) % 11) < 5 ? 1 : -1));
        }

        RoundTrip(format, name, cameras, events, events);
    }

    private void RoundTrip(string format, string name, int cameras, EventBatch left, EventBatch right)
    {
        string path = folder.File(name);
        SensorSize sensor = new(65_536, 65_536);
        IReadOnlyList<CameraSide> sides = cameras == 2 ? CameraSides.Both : CameraSides.One;
        using (IRecordingWriter writer = RecordingFormats.Named(format).Create(path, new RecordingDescription(sensor, sides)))
        {
            writer.Append(CameraSide.Left, left);
            if (cameras == 2)
            {
                writer.Append(CameraSide.Right, right);
            }

            writer.Complete();
        }

        using IEventRecording recording = RecordingFormats.Open(path, new OpenOptions { Sensor = sensor });
        Assert.Equal((format, cameras), (recording.Format, recording.Cameras.Count));
        foreach (CameraSide side in sides)
        {
            EventLosses losses = new();
            TestEvents.AssertEqual(side == CameraSide.Left ? left : right, TestEvents.ReadAll(recording, side, losses: losses));
            Assert.True(losses.None);
        }
    }
}
