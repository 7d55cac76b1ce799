using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Pixels;

/// <summary>
/// A growable list of events packed into 64 bits each so that sorting the numbers sorts the events by time, then row, then
/// column: time from a base in the upper bits, 14 bits of row, 14 of column, 1 of polarity.
/// </summary>
internal sealed class EventKeys
{
    private ulong[] keys = new ulong[256];

    public int Count { get; private set; }

    public Span<ulong> Span => keys.AsSpan(0, Count);

    public void Add(int tUs, int x, int y, bool positive)
    {
        if (Count == keys.Length)
        {
            Array.Resize(ref keys, 2 * keys.Length);
        }

        keys[Count++] = ((ulong)(uint)tUs << 29) | ((ulong)(uint)y << 15) | ((ulong)(uint)x << 1) | (positive ? 1u : 0u);
    }

    /// <summary>Column and row of the event at an index.</summary>
    public (int X, int Y) PixelAt(int index) => ((int)(keys[index] >> 1) & 0x3FFF, (int)(keys[index] >> 15) & 0x3FFF);

    public void Clear() => Count = 0;

    /// <summary>Appends the events of <paramref name="other"/>.</summary>
    public void Append(EventKeys other)
    {
        if (Count + other.Count > keys.Length)
        {
            Array.Resize(ref keys, Math.Max(2 * keys.Length, Count + other.Count));
        }

        other.Span.CopyTo(keys.AsSpan(Count));
        Count += other.Count;
    }

    /// <summary>Sorts and unpacks into <paramref name="batch"/>, which is cleared first.</summary>
    public void Unpack(EventBatch batch)
    {
        Span.Sort();
        batch.Clear();
        batch.EnsureCapacity(Count);
        foreach (ulong key in Span)
        {
            batch.Add((long)(key >> 29), (ushort)((key >> 1) & 0x3FFF), (ushort)((key >> 15) & 0x3FFF), (key & 1) != 0 ? (sbyte)1 : (sbyte)-1);
        }
    }
}
