using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

/// <summary>Makes, reads and compares events.</summary>
internal static class TestEvents
{
    public static EventBatch Random(SensorSize sensor, int count, int seed, long startUs, int meanStepUs)
    {
        Random random = new(seed);
        EventBatch batch = new(count);
        long tUs = startUs;
        for (int i = 0; i < count; i++)
        {
            batch.Add(tUs, (ushort)random.Next(sensor.Width), (ushort)random.Next(sensor.Height), (sbyte)(random.Next(2) == 0 ? -1 : 1));
            tUs += random.Next((2 * meanStepUs) + 1);
        }

        return batch;
    }

    public static EventBatch ReadAll(IEventRecording recording, CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue, EventLosses? losses = null)
    {
        using IEventSource source = recording.OpenEvents(side, fromUs, toUs);
        EventBatch all = new();
        while (source.Read(all, 5_000) > 0)
        {
        }

        losses?.Add(source.Losses);
        return all;
    }

    public static EventBatch Slice(EventBatch events, long fromUs, long toUs)
    {
        EventBatch slice = new();
        int from = events.LowerBound(fromUs);
        slice.Append(events, from, events.LowerBound(toUs) - from);
        return slice;
    }

    public static void AssertEqual(EventBatch expected, EventBatch actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.True(expected.TUs.SequenceEqual(actual.TUs), "times differ");
        Assert.True(expected.X.SequenceEqual(actual.X), "columns differ");
        Assert.True(expected.Y.SequenceEqual(actual.Y), "rows differ");
        Assert.True(expected.Polarity.SequenceEqual(actual.Polarity), "polarities differ");
    }
}
