using System.Collections.Concurrent;

namespace EventStereo.EventIO.Events;

/// <summary>Keeps emptied batches with their memory for whoever needs one next, on any thread.</summary>
internal sealed class EventBatchPool
{
    private readonly ConcurrentBag<EventBatch> idle = [];
    private int made;

    /// <summary>Batches made so far, idle or in use: what the memory bound is counted by.</summary>
    public int Made => made;

    public EventBatch Rent()
    {
        if (idle.TryTake(out EventBatch? batch))
        {
            return batch;
        }

        Interlocked.Increment(ref made);
        return new EventBatch();
    }

    public void Return(EventBatch batch)
    {
        batch.Clear();
        idle.Add(batch);
    }
}
