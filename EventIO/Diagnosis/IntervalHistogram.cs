using System.Numerics;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// Intervals between the events of a stream, in bins of a quarter octave, and the places of the longest. Memory does not depend on their
/// number.
/// </summary>
internal sealed class IntervalHistogram
{
    /// <summary>No silence shorter than this is a gap, in microseconds: 20.48 ms, the beginning of a bin; a scene at rest is silent as long by itself.</summary>
    public const long ShortestGapUs = 20_480;

    /// <summary>
    /// A silence of this many times the typical one is a gap. The longest silence between two events of a sound recording was 5 to 25
    /// times the typical one in eight real streams.
    /// </summary>
    public const double GapFactor = 100;

    /// <summary>Longest silences whose places are kept.</summary>
    private const int MaxPlaces = 4096;
    private const int BinsAnOctave = 4;

    /// <summary>Above this share of all intervals, those as long as a gap are the usual ones, not the exception.</summary>
    private const double UsualShare = 0.05;
    private readonly long[] counts = new long[64 * BinsAnOctave];
    private readonly PriorityQueue<(long AtUs, ulong LengthUs), ulong> longest = new();
    private long intervals;
    private long longIntervals;

    /// <summary>The longest interval, in microseconds.</summary>
    public ulong LongestUs { get; private set; }

    /// <summary>Takes the interval between two events, the later of which comes at <paramref name="toUs"/>; equal times make none.</summary>
    public void Add(long fromUs, long toUs)
    {
        // As unsigned, so that times at both ends of the range do not overflow.
        ulong length = unchecked((ulong)toUs - (ulong)fromUs);
        if (length == 0)
        {
            return;
        }

        counts[BinOf(length)]++;
        intervals++;
        LongestUs = Math.Max(LongestUs, length);
        if (length >= ShortestGapUs)
        {
            longIntervals++;
            longest.Enqueue((fromUs, length), length);
            if (longest.Count > MaxPlaces)
            {
                _ = longest.Dequeue();
            }
        }
    }

    /// <summary>
    /// Half of the time lies in intervals of at most this length, in microseconds (the upper end of a bin); those as long as a gap are left
    /// out as long as they are few. Null without intervals.
    /// </summary>
    public double? TypicalUs()
    {
        bool few = longIntervals <= UsualShare * intervals;
        int end = few ? BinOf(ShortestGapUs) : counts.Length;
        double all = 0;
        for (int i = 0; i < end; i++)
        {
            all += counts[i] * UpperEnd(i);
        }

        double sum = 0;
        for (int i = 0; i < end; i++)
        {
            sum += counts[i] * UpperEnd(i);
            if (counts[i] > 0 && sum >= all / 2)
            {
                return UpperEnd(i);
            }
        }

        return null;
    }

    /// <summary>The silences that are gaps, in order of time: where each begins and how long it is.</summary>
    public IReadOnlyList<(long AtUs, ulong LengthUs)> Gaps()
    {
        double threshold = Math.Max(ShortestGapUs, GapFactor * (TypicalUs() ?? 0));
        return [.. longest.UnorderedItems.Select(item => item.Element).Where(gap => gap.LengthUs >= threshold).OrderBy(gap => gap.AtUs)];
    }

    private static int BinOf(ulong length)
    {
        int octave = BitOperations.Log2(length);
        int quarter = octave >= 2 ? (int)(length >> (octave - 2)) & 3 : (int)(length << (2 - octave)) & 3;
        return (octave * BinsAnOctave) + quarter;
    }

    private static double UpperEnd(int bin) => Math.ScaleB(1 + (((bin % BinsAnOctave) + 1) / (double)BinsAnOctave), bin / BinsAnOctave);
}
