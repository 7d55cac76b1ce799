namespace EventStereo.EventIO.Diagnosis;

/// <summary>
/// Windows of 50 ms with far more events than there should be. The measure is the camera's own busy windows and, where there is another
/// camera, what that one saw at the same time: a scene that moves fast makes both busy, a fault one.
/// </summary>
internal static class RateBursts
{
    /// <summary>Length of a window, in microseconds (of the bins' width where that is more).</summary>
    public const long WindowUs = 50_000;

    /// <summary>A burst has this many times the events of the window that nine in ten do not exceed.</summary>
    public const int OwnFactor = 8;

    /// <summary>The same beside another camera that saw nothing of it.</summary>
    public const int OwnFactorBesideOther = 2;

    /// <summary>A burst has this many times the events that the other camera leads to expect, plus <see cref="Slack"/>.</summary>
    public const int OtherFactor = 4;

    /// <summary>Events that a quiet other camera leaves open.</summary>
    public const int Slack = 20;

    /// <summary>No window of fewer events is a burst.</summary>
    public const int LeastEvents = 200;

    /// <summary>Windows needed to tell what is usual.</summary>
    public const int LeastWindows = 20;

    /// <summary>The bursts of one camera: window's beginning, its events, and the events of a busy window.</summary>
    /// <param name="own">The camera.</param>
    /// <param name="other">The other camera, of bins of equal width; null for one camera.</param>
    /// <param name="otherFactor">Events of this camera for each of the other's, as a rule.</param>
    public static IReadOnlyList<(long AtUs, long Events, long Busy)> Find(RateHistogram own, RateHistogram? other, double otherFactor)
    {
        long bins = Math.Max(1, WindowUs / own.WidthUs);
        long first = own.First, windows = (own.Length + bins - 1) / bins;
        if (windows < LeastWindows)
        {
            return [];
        }

        long[] counts = new long[windows];
        for (long i = 0; i < windows; i++)
        {
            counts[i] = own.Sum(first + (i * bins), first + ((i + 1) * bins));
        }

        long[] sorted = [.. counts.Order()];
        long busy = Math.Max(1, sorted[(int)(0.9 * (windows - 1))]);
        List<(long, long, long)> bursts = [];
        for (long i = 0; i < windows; i++)
        {
            long from = first + (i * bins);
            double expected = other is null ? double.MaxValue : (otherFactor * other.Sum(from, from + bins)) + Slack;
            bool alone = counts[i] > OtherFactor * expected && counts[i] > OwnFactorBesideOther * busy;
            if (counts[i] >= LeastEvents && (alone || counts[i] > OwnFactor * busy))
            {
                bursts.Add((from * own.WidthUs, counts[i], busy));
            }
        }

        return bursts;
    }
}
