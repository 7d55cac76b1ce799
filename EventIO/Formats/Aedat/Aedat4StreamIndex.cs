namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// What is known of a stream's packets: number of elements, times, and marks to seek to. There are at most <see cref="MaxMarks"/>
/// marks; of a longer stream every second one is dropped as often as needed.
/// </summary>
internal sealed class Aedat4StreamIndex
{
    private const int MaxMarks = 4096;
    private readonly List<Aedat4Mark> marks = [];
    private long packets;
    private int stride = 1;

    /// <summary>Elements, and their earliest and latest times.</summary>
    public Aedat4Span Span { get; private set; } = Aedat4Span.Empty;

    /// <summary>The first packet with elements.</summary>
    public Aedat4Mark? First { get; private set; }

    /// <summary>The last packet with elements.</summary>
    public Aedat4Mark? Last { get; private set; }

    /// <summary>Number of marks, for tests of the memory bound.</summary>
    public int Marks => marks.Count;

    /// <summary>Takes the next packet.</summary>
    public void Add(long offset, Aedat4Span packet)
    {
        if (packet.Count > 0)
        {
            Aedat4Mark mark = new(offset, Span.LastUs, packet);
            if (packets % stride == 0)
            {
                Keep(mark);
            }

            First ??= mark;
            Last = mark;
            packets++;
            Span = new Aedat4Span(Span.Count + packet.Count, Math.Min(Span.FirstUs, packet.FirstUs), Math.Max(Span.LastUs, packet.LastUs));
        }
    }

    /// <summary>The last mark before which every element is earlier than <paramref name="fromUs"/>, or one that many marks before it; null for the beginning.</summary>
    public Aedat4Mark? Before(long fromUs, int back = 0)
    {
        int low = 0, high = marks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = marks[middle].BeforeUs < fromUs ? (middle + 1, high) : (low, middle);
        }

        return low <= back ? null : marks[low - 1 - back];
    }

    private void Keep(Aedat4Mark mark)
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

        marks.Add(mark);
    }
}
