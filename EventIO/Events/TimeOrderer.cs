using System.Numerics;

namespace EventStereo.EventIO.Events;

/// <summary>
/// Puts nearly ordered events in time order with a bounded buffer. Events come in steps; after each, all but the latest
/// <c>reach</c> events are released, and an event older than the last released one is late and dropped. Events of equal
/// time keep their order. With steps at fixed rows of a file the result does not depend on how the file is chunked.
/// </summary>
internal sealed class TimeOrderer(int reach, EventLosses losses)
{
    private EventBatch spare = new();
    private EventBatch current = new();
    private int next;
    private int released;
    private long lastReleasedUs = long.MinValue;
    private long greatestUs = long.MinValue;

    /// <summary>Events released and not yet taken.</summary>
    public int Ready => released - next;

    /// <summary>Events in the buffer, for tests of the memory bound.</summary>
    public int Held => current.Count;

    /// <summary>Takes a step's events. Everything released before must have been taken.</summary>
    public void Push(EventBatch step)
    {
        current.RemoveFirst(next);
        next = released = 0;
        if (Follows(step.TUs))
        {
            current.Append(step, 0, step.Count);
            greatestUs = step.Count > 0 ? step.TUs[^1] : greatestUs;
        }
        else
        {
            Sift(step);
        }

        Release(current.Count - reach);
    }

    /// <summary>Whether the times neither go back nor begin before the greatest so far: the rule in a sound recording.</summary>
    private bool Follows(ReadOnlySpan<long> times)
    {
        if (times.IsEmpty)
        {
            return true;
        }

        // A vector of comparisons at a time; each compares a time with the one before it.
        int i = 1;
        for (; i + Vector<long>.Count <= times.Length; i += Vector<long>.Count)
        {
            if (Vector.LessThanAny(new Vector<long>(times[i..]), new Vector<long>(times[(i - 1)..])))
            {
                return false;
            }
        }

        bool ordered = times[0] >= greatestUs;
        for (; i < times.Length; i++)
        {
            ordered &= times[i] >= times[i - 1];
        }

        return ordered;
    }

    private void Sift(EventBatch step)
    {
        current.EnsureCapacity(current.Count + step.Count);
        bool disordered = false;
        ReadOnlySpan<long> times = step.TUs;
        for (int i = 0; i < times.Length; i++)
        {
            if (times[i] < greatestUs)
            {
                if (times[i] < lastReleasedUs)
                {
                    losses.Late++;
                    continue;
                }

                losses.Reordered++;
                disordered = true;
            }
            else
            {
                greatestUs = times[i];
            }

            current.Add(times[i], step.X[i], step.Y[i], step.Polarity[i]);
        }

        if (disordered)
        {
            Sort();
        }
    }

    /// <summary>Releases what is left; no step follows.</summary>
    public void Complete() => Release(current.Count);

    /// <summary>Moves up to <paramref name="maxEvents"/> released events; their number.</summary>
    public int Take(EventBatch into, int maxEvents)
    {
        int count = Math.Min(Ready, maxEvents);
        into.Append(current, next, count);
        next += count;
        return count;
    }

    private void Release(int count)
    {
        if (count > released)
        {
            released = count;
            lastReleasedUs = current.TUs[count - 1];
        }
    }

    private void Sort()
    {
        int[] order = new int[current.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        long[] times = current.TUs.ToArray();
        Array.Sort(order, (a, b) => times[a] != times[b] ? times[a].CompareTo(times[b]) : a.CompareTo(b));
        spare.Clear();
        spare.EnsureCapacity(current.Count);
        foreach (int i in order)
        {
            spare.Add(current.TUs[i], current.X[i], current.Y[i], current.Polarity[i]);
        }

        (current, spare) = (spare, current);
    }
}
