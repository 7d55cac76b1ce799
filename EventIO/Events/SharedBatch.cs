namespace EventStereo.EventIO.Events;

/// <summary>A batch from an <see cref="EventBatchPool"/> that several hold at once, on one thread; the last to release it gives it back.</summary>
internal sealed class SharedBatch(EventBatchPool pool, EventBatch events)
{
    private int holders = 1;

    public EventBatch Events { get; } = events;

    public void Retain() => holders++;

    public void Release()
    {
        if (--holders == 0)
        {
            pool.Return(Events);
        }
    }
}
