using System.Numerics;

namespace EventStereo.EventIO.Events;

/// <summary>
/// Puts nearly ordered events in time order with a bounded buffer. Events come in steps; after each, all but the latest
/// <c>reach</c> events are released, and an event older than the last released one is late and dropped. Events of equal
/// time keep their order. With steps at fixed rows of a file the result does not depend on how the file is chunked.
/// Events in order, the rule, stay in the batches they came in until they are taken: they are copied once.
/// </summary>
internal sealed class TimeOrderer(int reach, EventLosses losses)
{
    private readonly EventBatchPool pool = new();
    private readonly Queue<EventRun> held = [];
    private readonly List<EventRun> step = [];
    private long lastReleasedUs = long.MinValue;
    private long greatestUs = long.MinValue;

    /// <summary>Events released and not yet taken.</summary>
    public int Ready { get; private set; }

    /// <summary>Events in the buffer, for tests of the memory bound.</summary>
    public int Held { get; private set; }

    /// <summary>Whether times do not go back.</summary>
    public static bool InOrder(ReadOnlySpan<long> times)
    {
        // A vector of comparisons at a time; each compares a time with the one before it.
        int i = 1;
        for (; i + Vector<long>.Count <= times.Length; i += Vector<long>.Count)
        {
            if (Vector.LessThanAny(new Vector<long>(times[i..]), new Vector<long>(times[(i - 1)..])))
            {
                return false;
            }
        }

        bool ordered = true;
        for (; i < times.Length; i++)
        {
            ordered &= times[i] >= times[i - 1];
        }

        return ordered;
    }

    /// <summary>Takes a copy of a step's events. Everything released before must have been taken.</summary>
    public void Push(EventBatch events)
    {
        SharedBatch copy = new(pool, pool.Rent());
        copy.Events.Append(events, 0, events.Count);
        Add(copy, 0, events.Count, InOrder(events.TUs));
        copy.Release();
        EndStep();
    }

    /// <summary>Takes a part of the current step without copying it; the batch must not change before it is released.</summary>
    public void Add(SharedBatch batch, int start, int end, bool inOrder)
    {
        if (end > start)
        {
            batch.Retain();
            step.Add(new EventRun(batch, start, end, inOrder));
        }
    }

    /// <summary>Ends the step. Everything released before must have been taken.</summary>
    public void EndStep()
    {
        if (Follows())
        {
            foreach (EventRun run in step)
            {
                held.Enqueue(run);
                Held += run.Count;
                greatestUs = run.LastUs;
            }
        }
        else
        {
            Sift();
        }

        step.Clear();
        Release(Held - reach);
    }

    /// <summary>Releases what is left; no step follows.</summary>
    public void Complete() => Release(Held);

    /// <summary>Moves up to <paramref name="maxEvents"/> released events; their number.</summary>
    public int Take(EventBatch into, int maxEvents)
    {
        int taken = 0;
        while (taken < maxEvents && Ready > 0)
        {
            EventRun run = held.Peek();
            int count = Math.Min(Math.Min(run.Count, Ready), maxEvents - taken);
            run.MoveTo(into, count);
            taken += count;
            Ready -= count;
            Held -= count;
            if (run.Count == 0)
            {
                held.Dequeue().Release();
            }
        }

        return taken;
    }

    /// <summary>Whether the step neither goes back in time nor begins before the greatest so far: the rule in a sound recording.</summary>
    private bool Follows()
    {
        long latestUs = greatestUs;
        foreach (EventRun run in step)
        {
            if (!run.InOrder || run.FirstUs < latestUs)
            {
                return false;
            }

            latestUs = run.LastUs;
        }

        return true;
    }

    /// <summary>Puts the step among what is held, all in a batch of its own.</summary>
    private void Sift()
    {
        SharedBatch merged = new(pool, pool.Rent());
        foreach (EventRun run in held)
        {
            run.MoveTo(merged.Events, run.Count);
            run.Release();
        }

        held.Clear();
        bool disordered = false;
        foreach (EventRun run in step)
        {
            disordered |= Sift(run.Batch.Events, run.Start, run.Count, merged.Events);
            run.Release();
        }

        SharedBatch sorted = disordered ? Sort(merged) : merged;
        Held = sorted.Events.Count;
        if (Held == 0)
        {
            sorted.Release();
            return;
        }

        held.Enqueue(new EventRun(sorted, 0, Held, inOrder: true));
    }

    private bool Sift(EventBatch events, int start, int count, EventBatch into)
    {
        into.EnsureCapacity(into.Count + count);
        bool disordered = false;
        for (int i = start; i < start + count; i++)
        {
            long tUs = events.TUs[i];
            if (tUs >= greatestUs)
            {
                greatestUs = tUs;
            }
            else if (tUs < lastReleasedUs)
            {
                losses.Late++;
                continue;
            }
            else
            {
                losses.Reordered++;
                disordered = true;
            }

            into.Add(tUs, events.X[i], events.Y[i], events.Polarity[i]);
        }

        return disordered;
    }

    private void Release(int count)
    {
        if (count <= 0)
        {
            return;
        }

        Ready = count;
        foreach (EventRun run in held)
        {
            if (count <= run.Count)
            {
                lastReleasedUs = run.TimeAt(count - 1);
                return;
            }

            count -= run.Count;
        }
    }

    private SharedBatch Sort(SharedBatch events)
    {
        int[] order = new int[events.Events.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        long[] times = events.Events.TUs.ToArray();
        Array.Sort(order, (a, b) => times[a] != times[b] ? times[a].CompareTo(times[b]) : a.CompareTo(b));
        SharedBatch sorted = new(pool, pool.Rent());
        sorted.Events.EnsureCapacity(order.Length);
        foreach (int i in order)
        {
            sorted.Events.Add(events.Events.TUs[i], events.Events.X[i], events.Events.Y[i], events.Events.Polarity[i]);
        }

        events.Release();
        return sorted;
    }
}
