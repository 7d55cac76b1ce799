namespace EventStereo.EventIO.Events;

/// <summary>
/// A growable run of events of one camera as a struct of arrays. Time is in microseconds on the clock that both cameras
/// share, <c>x</c> the column, <c>y</c> the row (both from 0), polarity -1 or 1. The batch holds what it is given, in the
/// order given; sources promise time order and pixels on the sensor.
/// </summary>
public sealed class EventBatch
{
    private long[] tUs;
    private ushort[] x;
    private ushort[] y;
    private sbyte[] polarity;

    /// <summary>Makes an empty batch with room for <paramref name="capacity"/> events.</summary>
    public EventBatch(int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        tUs = new long[capacity];
        x = new ushort[capacity];
        y = new ushort[capacity];
        polarity = new sbyte[capacity];
    }

    /// <summary>Number of events.</summary>
    public int Count { get; private set; }

    /// <summary>Times in microseconds.</summary>
    public ReadOnlySpan<long> TUs => tUs.AsSpan(0, Count);

    /// <summary>Columns.</summary>
    public ReadOnlySpan<ushort> X => x.AsSpan(0, Count);

    /// <summary>Rows.</summary>
    public ReadOnlySpan<ushort> Y => y.AsSpan(0, Count);

    /// <summary>Polarities, -1 or 1.</summary>
    public ReadOnlySpan<sbyte> Polarity => polarity.AsSpan(0, Count);

    /// <summary>Appends one event.</summary>
    public void Add(long eventTUs, ushort column, ushort row, sbyte eventPolarity)
    {
        if (Count == tUs.Length)
        {
            Grow(Count + 1);
        }

        tUs[Count] = eventTUs;
        x[Count] = column;
        y[Count] = row;
        polarity[Count] = eventPolarity;
        Count++;
    }

    /// <summary>
    /// Room for <paramref name="count"/> events behind the last, to be written in place; <see cref="Commit"/> then takes as many of
    /// them as were written. Holds until the next call that changes the batch.
    /// </summary>
    public EventColumns Reserve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        EnsureCapacity(checked(Count + count));
        return new EventColumns(tUs.AsSpan(Count, count), x.AsSpan(Count, count), y.AsSpan(Count, count), polarity.AsSpan(Count, count));
    }

    /// <summary>Appends the first <paramref name="count"/> events of what <see cref="Reserve"/> gave.</summary>
    public void Commit(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(tUs.Length - Count), nameof(count));
        Count += count;
    }

    /// <summary>Removes the events from index <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        Count = count;
    }

    /// <summary>All columns, to be changed in place.</summary>
    internal EventColumns Columns => new(tUs.AsSpan(0, Count), x.AsSpan(0, Count), y.AsSpan(0, Count), polarity.AsSpan(0, Count));

    /// <summary>Appends <paramref name="count"/> events of <paramref name="source"/> from index <paramref name="start"/>.</summary>
    public void Append(EventBatch source, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        EnsureCapacity(Count + count);
        source.TUs.Slice(start, count).CopyTo(tUs.AsSpan(Count));
        source.X.Slice(start, count).CopyTo(x.AsSpan(Count));
        source.Y.Slice(start, count).CopyTo(y.AsSpan(Count));
        source.Polarity.Slice(start, count).CopyTo(polarity.AsSpan(Count));
        Count += count;
    }

    /// <summary>Removes the first <paramref name="count"/> events.</summary>
    public void RemoveFirst(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        TUs[count..].CopyTo(tUs);
        X[count..].CopyTo(x);
        Y[count..].CopyTo(y);
        Polarity[count..].CopyTo(polarity);
        Count -= count;
    }

    /// <summary>Removes every event and keeps the memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>Makes room for <paramref name="capacity"/> events in all.</summary>
    public void EnsureCapacity(int capacity)
    {
        if (capacity > tUs.Length)
        {
            Grow(capacity);
        }
    }

    /// <summary>Index of the first event at or after <paramref name="timeUs"/>, <see cref="Count"/> if none. Needs time order.</summary>
    public int LowerBound(long timeUs)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (tUs[middle] < timeUs)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Grow(int needed)
    {
        int capacity = Math.Max(needed, Math.Max(16, (int)Math.Min(2L * tUs.Length, Array.MaxLength)));
        Array.Resize(ref tUs, capacity);
        Array.Resize(ref x, capacity);
        Array.Resize(ref y, capacity);
        Array.Resize(ref polarity, capacity);
    }
}
