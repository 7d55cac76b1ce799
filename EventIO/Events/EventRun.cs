namespace EventStereo.EventIO.Events;

/// <summary>A run of events in a shared batch, taken from its beginning; holds the batch until <see cref="Release"/>.</summary>
internal sealed class EventRun(SharedBatch batch, int start, int end, bool inOrder)
{
    public SharedBatch Batch => batch;

    /// <summary>Index of the first event not yet taken.</summary>
    public int Start { get; private set; } = start;

    public int Count => end - Start;

    /// <summary>Whether the times of the run do not go back.</summary>
    public bool InOrder => inOrder;

    public long FirstUs => TimeAt(0);

    public long LastUs => batch.Events.TUs[end - 1];

    public long TimeAt(int index) => batch.Events.TUs[Start + index];

    public void MoveTo(EventBatch into, int count)
    {
        into.Append(batch.Events, Start, count);
        Start += count;
    }

    public void Release() => batch.Release();
}
