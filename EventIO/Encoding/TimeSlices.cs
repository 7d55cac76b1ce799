using System.Numerics;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>
/// Slices of equal length of a window. An event at time t is in slice floor((t - from) * C / (to - from)); of events in time order a
/// slice is therefore a run that begins at the first event at or after from + ceil(c * (to - from) / C), and no event needs a division.
/// </summary>
internal static class TimeSlices
{
    /// <summary>Most slices of a window.</summary>
    public const int MaxSlices = 1000;

    /// <summary>Slice of a time inside the window.</summary>
    public static int Of(long tUs, TimeWindow window, int slices) => (int)((tUs - window.FromUs) * slices / window.LengthUs);

    /// <summary>The first time that belongs to a slice; of slice number C, the window's end.</summary>
    public static long Beginning(int slice, TimeWindow window, int slices) =>
        window.FromUs + (((slice * window.LengthUs) + slices - 1) / slices);

    /// <summary>Index of the first event of each slice and, last, of the first event behind the window.</summary>
    /// <param name="times">Times in order.</param>
    /// <param name="window">The window.</param>
    /// <param name="firsts">[C + 1], overwritten.</param>
    public static void FindFirsts(ReadOnlySpan<long> times, TimeWindow window, Span<int> firsts)
    {
        int slices = firsts.Length - 1;
        int at = 0;
        for (int slice = 0; slice <= slices; slice++)
        {
            at += LowerBound(times[at..], Beginning(slice, window, slices));
            firsts[slice] = at;
        }
    }

    /// <summary>Whether no time is before the one before it.</summary>
    public static bool InOrder(ReadOnlySpan<long> times)
    {
        int i = 1;
        for (; i + Vector<long>.Count <= times.Length; i += Vector<long>.Count)
        {
            if (Vector.LessThanAny(new Vector<long>(times[i..]), new Vector<long>(times[(i - 1)..])))
            {
                return false;
            }
        }

        for (; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks a window and a number of slices: the length times the slices must be a 64-bit number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty or too long, or the slices are not 1 to <see cref="MaxSlices"/>.</exception>
    public static void Check(TimeWindow window, int slices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slices, MaxSlices);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window.LengthUs, nameof(window));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window.LengthUs, (long.MaxValue / slices) - MaxSlices, nameof(window));
    }

    private static int LowerBound(ReadOnlySpan<long> times, long timeUs)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (times[middle] < timeUs)
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
}
