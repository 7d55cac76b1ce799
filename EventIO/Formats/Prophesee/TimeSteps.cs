namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>
/// The values of TIME_HIGH that lead a reader from time to time. The first word says the time if it fits, else 0; from there on no step is as far
/// as <see cref="WrappingTime.NearUs"/>, so that a reader sees every wrap.
/// </summary>
internal sealed class TimeSteps(int lowBits, int highBits)
{
    /// <summary>Latest time, 50.9 days: leading there takes a million words.</summary>
    public const long LastUs = (1L << 42) - 1;

    private long saidHigh = -1;

    /// <summary>The next value to write before an event at <paramref name="tUs"/>; null if what was written says its time.</summary>
    public uint? Next(long tUs)
    {
        long high = tUs >> lowBits;
        if (high == saidHigh)
        {
            return null;
        }

        long farthest = saidHigh + (WrappingTime.NearUs >> lowBits) - 1;
        saidHigh = saidHigh < 0 ? (high >> highBits == 0 ? high : 0) : Math.Min(high, farthest);
        return (uint)(saidHigh & ((1L << highBits) - 1));
    }
}
