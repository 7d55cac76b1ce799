namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// The rules by which a time of few bits becomes one that does not wrap. A value means the time nearest to the one before it. A step of
/// <see cref="NearUs"/> or more is looked at twice: if the time after it is near the one before it, it was damage.
/// </summary>
internal static class WrappingTime
{
    /// <summary>Steps of less than this, 4.2 s, are taken as they are. A camera says the time many times a millisecond.</summary>
    public const long NearUs = 1L << 22;

    /// <summary>Words after a far step among which the next time is looked for.</summary>
    public const int LookAheadWords = 4096;

    /// <summary>
    /// The number nearest to <paramref name="previous"/> whose last <paramref name="bits"/> bits are <paramref name="value"/>; of two
    /// equally near the greater one.
    /// </summary>
    public static long Nearest(long previous, long value, int bits)
    {
        long range = 1L << bits;
        long forward = (value - previous) & (range - 1);
        return previous + (forward > range / 2 ? forward - range : forward);
    }

    /// <summary>Whether a step lies in [-<see cref="NearUs"/>, <see cref="NearUs"/>).</summary>
    public static bool IsNear(long stepUs) => (ulong)(stepUs + NearUs) < 2 * NearUs;
}
