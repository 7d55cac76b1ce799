using EventStereo.EventIO.Events;

namespace EventStereo.Search.Classification.Data;

/// <summary>The events of a sample in memory, every one of them sound.</summary>
internal static class EventSamples
{
    private const int ReadEvents = 1 << 16;

    /// <summary>Most events of a sample.</summary>
    private const int MaxEvents = 1 << 26;

    /// <summary>Reads a source to its end.</summary>
    /// <param name="source">The events.</param>
    /// <param name="path">Their file, for messages; what else names the sample may follow.</param>
    /// <exception cref="InvalidDataException">There is no event, there are too many, or something had to be dropped or skipped.</exception>
    public static EventBatch ReadAll(IEventSource source, string path)
    {
        EventBatch events = new();
        while (source.Read(events, ReadEvents) > 0)
        {
            if (events.Count > MaxEvents)
            {
                throw new InvalidDataException($"{path}: event {MaxEvents}: more events than a sample here may have");
            }
        }

        if (source.Losses.Dropped + source.Losses.SkippedBytes > 0)
        {
            string lost = string.Join(", ", source.Losses.ByReason.Select(pair => $"{pair.Value} {pair.Key}"));
            throw new InvalidDataException($"{path}: damaged: {lost} beside {events.Count} sound events on {source.Sensor}");
        }

        return events.Count > 0 ? events : throw new InvalidDataException($"{path}: has no event");
    }
}
