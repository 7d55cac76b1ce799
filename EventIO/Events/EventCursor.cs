namespace EventStereo.EventIO.Events;

/// <summary>
/// Reads a source forward by windows that never begin before the one before them, and may overlap. Keeps the events
/// from the latest window's beginning on, so memory is one window and one block.
/// </summary>
internal sealed class EventCursor(IEventSource source) : IDisposable
{
    private const int BlockEvents = 16_384;
    private readonly EventBatch held = new();
    private bool ended;

    public EventLosses Losses => source.Losses;

    /// <summary>Most events held at once, for tests of the memory bound.</summary>
    public int MostHeld { get; private set; }

    /// <summary>Whether there is an event at or after <paramref name="timeUs"/>.</summary>
    public bool HasFrom(long timeUs)
    {
        while (!ended && (held.Count == 0 || held.TUs[^1] < timeUs))
        {
            Load();
        }

        return held.Count > 0 && held.TUs[^1] >= timeUs;
    }

    /// <summary>Replaces what is in <paramref name="into"/> by the events of a window.</summary>
    public void Slice(TimeWindow window, EventBatch into)
    {
        DropBefore(window.FromUs);
        while (!ended && (held.Count == 0 || held.TUs[^1] < window.ToUs))
        {
            Load();
            DropBefore(window.FromUs);
        }

        into.Clear();
        into.Append(held, 0, held.LowerBound(window.ToUs));
    }

    /// <summary>Time of the <paramref name="index"/>-th event at or after <paramref name="fromUs"/>, counted from 0; null if there are fewer.</summary>
    public long? TimeOf(long fromUs, int index)
    {
        DropBefore(fromUs);
        while (!ended && held.Count <= index)
        {
            Load();
            DropBefore(fromUs);
        }

        return held.Count > index ? held.TUs[index] : null;
    }

    public void Dispose() => source.Dispose();

    private void Load()
    {
        ended = source.Read(held, BlockEvents) == 0;
        MostHeld = Math.Max(MostHeld, held.Count);
    }

    private void DropBefore(long timeUs) => held.RemoveFirst(held.LowerBound(timeUs));
}
