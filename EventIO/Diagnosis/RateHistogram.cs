namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// Events a bin over a stream in time order. Bins are 1 ms wide and aligned to time 0; where a stream would take more than
/// <see cref="MaxBins"/>, pairs of bins are joined as often as needed. Memory does not depend on the stream.
/// </summary>
internal sealed class RateHistogram
{
    /// <summary>Most bins kept; 4 MB.</summary>
    public const int MaxBins = 1 << 20;
    private const long FinestUs = 1000;
    private int[] counts = new int[1024];
    private int doublings;

    /// <summary>Width of a bin in microseconds, 1000 times a power of two.</summary>
    public long WidthUs => FinestUs << doublings;

    /// <summary>Number of the first bin: it begins at this times <see cref="WidthUs"/>.</summary>
    public long First { get; private set; }

    /// <summary>Events of each bin from the first event's to the last one's.</summary>
    public ReadOnlySpan<int> Counts => counts.AsSpan(0, Length);

    /// <summary>Number of bins.</summary>
    public int Length { get; private set; }

    /// <summary>Counts an event that is no earlier than those before it.</summary>
    public void Add(long tUs)
    {
        long bin = FloorDivide(tUs, FinestUs) >> doublings;
        if (Length == 0)
        {
            First = bin;
            Length = 1;
        }

        while (bin - First >= MaxBins)
        {
            Join();
            bin >>= 1;
        }

        int index = (int)(bin - First);
        if (index >= counts.Length)
        {
            Array.Resize(ref counts, Math.Min(MaxBins, Math.Max(2 * counts.Length, index + 1)));
        }

        Length = Math.Max(Length, index + 1);
        counts[index]++;
    }

    /// <summary>Joins pairs of bins until they are <paramref name="widthUs"/> wide, so that two streams can be compared.</summary>
    public void WidenTo(long widthUs)
    {
        while (WidthUs < widthUs)
        {
            Join();
        }
    }

    /// <summary>Events in the bins from number <paramref name="from"/> to before <paramref name="to"/>; none outside the stream.</summary>
    public long Sum(long from, long to)
    {
        long sum = 0;
        for (long bin = Math.Max(from, First); bin < Math.Min(to, First + Length); bin++)
        {
            sum += counts[bin - First];
        }

        return sum;
    }

    private void Join()
    {
        long first = First >> 1;
        int length = Length == 0 ? 0 : (int)(((First + Length - 1) >> 1) - first) + 1;
        for (int i = 0; i < length; i++)
        {
            long bin = 2 * (first + i) - First;
            int sum = (bin >= 0 ? counts[bin] : 0) + (bin + 1 < Length ? counts[bin + 1] : 0);
            counts[i] = sum;
        }

        // What lay behind is moved to the front; the rest must read as empty when the stream grows into it.
        counts.AsSpan(length, Math.Max(0, Length - length)).Clear();
        First = first;
        Length = length;
        doublings++;
    }

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
