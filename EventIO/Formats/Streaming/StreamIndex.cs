using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Streaming;

/// <summary>
/// What one pass over a camera's events tells: their number, times and extents, and marks to seek to. There are at most
/// <see cref="MaxMarks"/> marks; of a longer file every second one is dropped as often as needed.
/// </summary>
internal sealed class StreamIndex
{
    private const int MaxMarks = 4096;
    private readonly List<(long BeforeUs, DecoderMark Mark)> marks = [];
    private int stride = 1;

    /// <summary>Number of events, those off the sensor included.</summary>
    public long Count { get; private set; }

    /// <summary>Earliest time; meaningless without events.</summary>
    public long FirstUs { get; private set; } = long.MaxValue;

    /// <summary>Latest time; meaningless without events.</summary>
    public long LastUs { get; private set; } = long.MinValue;

    /// <summary>Largest column.</summary>
    public int LargestX { get; private set; }

    /// <summary>Largest row.</summary>
    public int LargestY { get; private set; }

    /// <summary>Number of marks, for tests of the memory bound.</summary>
    public int Marks => marks.Count;

    /// <summary>Runs through the decoder, which begins at its first block.</summary>
    public static StreamIndex Build(EventDecoder decoder)
    {
        StreamIndex index = new();
        EventBatch block = new();
        DecoderMark mark = decoder.Mark();
        for (int i = 0; decoder.Decode(block); i++)
        {
            if (i % index.stride == 0)
            {
                index.Add(mark);
            }

            index.Take(block);
            block.Clear();
            mark = decoder.Mark();
        }

        return index;
    }

    /// <summary>The last mark before which every event is earlier than <paramref name="fromUs"/>; null for the file's beginning.</summary>
    public DecoderMark? Before(long fromUs)
    {
        DecoderMark? found = null;
        foreach ((long beforeUs, DecoderMark mark) in marks)
        {
            if (beforeUs >= fromUs)
            {
                break;
            }

            found = mark;
        }

        return found;
    }

    private void Add(DecoderMark mark)
    {
        if (marks.Count == MaxMarks)
        {
            for (int i = 0; i < MaxMarks / 2; i++)
            {
                marks[i] = marks[2 * i];
            }

            marks.RemoveRange(MaxMarks / 2, MaxMarks / 2);
            stride *= 2;
        }

        marks.Add((LastUs, mark));
    }

    private void Take(EventBatch block)
    {
        Count += block.Count;
        foreach (long tUs in block.TUs)
        {
            FirstUs = Math.Min(FirstUs, tUs);
            LastUs = Math.Max(LastUs, tUs);
        }

        // Two passes over a column each vectorise; one over the rows would not.
        LargestX = Math.Max(LargestX, Largest(block.X));
        LargestY = Math.Max(LargestY, Largest(block.Y));
    }

    private static int Largest(ReadOnlySpan<ushort> values)
    {
        ushort largest = 0;
        foreach (ushort value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
