namespace EventStereo.EventIO.Events;

/// <summary>
/// Reads a source forward by windows that never begin before the one before them, and may overlap. Events are read into the batch that
/// is handed out as the window; only those beyond it are copied, into the batch that the next window is read into. Memory is one window
/// and one block.
/// </summary>
internal sealed class EventCursor(IEventSource source) : IDisposable
{
    private const int BlockEvents = 8192;
    private EventBatch window = new();
    private EventBatch ahead = new();
    private bool ended;

    public EventLosses Losses => source.Losses;

    /// <summary>Most events held at once, for tests of the memory bound.</summary>
    public int MostHeld { get; private set; }

    /// <summary>Whether there is an event at or after <paramref name="timeUs"/>.</summary>
    public bool HasFrom(long timeUs)
    {
        while (!ended && (ahead.Count == 0 || ahead.TUs[^1] < timeUs))
        {
            Load();
        }

        return EndsFrom(ahead, timeUs) || EndsFrom(window, timeUs);
    }

    /// <summary>The events of a window; they hold until the next call.</summary>
    public EventBatch Slice(TimeWindow span)
    {
        Gather(span.FromUs);
        while (!ended && (ahead.Count == 0 || ahead.TUs[^1] < span.ToUs))
        {
            Load();
            DropAheadBefore(span.FromUs);
        }

        int count = ahead.LowerBound(span.ToUs);
        window.Append(ahead, count, ahead.Count - count);
        ahead.Truncate(count);
        (window, ahead) = (ahead, window);
        return window;
    }

    /// <summary>Time of the <paramref name="index"/>-th event at or after <paramref name="fromUs"/>, counted from 0; null if there are fewer.</summary>
    public long? TimeOf(long fromUs, int index)
    {
        Gather(fromUs);
        while (!ended && ahead.Count <= index)
        {
            Load();
            DropAheadBefore(fromUs);
        }

        return ahead.Count > index ? ahead.TUs[index] : null;
    }

    public void Dispose() => source.Dispose();

    private static bool EndsFrom(EventBatch events, long timeUs) => events.Count > 0 && events.TUs[^1] >= timeUs;

    /// <summary>Brings everything from <paramref name="fromUs"/> on together in what is ahead; nothing before is needed again.</summary>
    private void Gather(long fromUs)
    {
        if (EndsFrom(window, fromUs))
        {
            window.RemoveFirst(window.LowerBound(fromUs));
            window.Append(ahead, 0, ahead.Count);
            (window, ahead) = (ahead, window);
        }

        window.Clear();
        DropAheadBefore(fromUs);
    }

    private void Load()
    {
        ended = source.Read(ahead, BlockEvents) == 0;
        MostHeld = Math.Max(MostHeld, ahead.Count + window.Count);
    }

    private void DropAheadBefore(long timeUs)
    {
        if (ahead.Count > 0 && ahead.TUs[0] < timeUs)
        {
            ahead.RemoveFirst(ahead.LowerBound(timeUs));
        }
    }
}
