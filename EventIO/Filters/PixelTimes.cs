namespace EventStereo.EventIO.Filters;

/// <summary>A time for each pixel, at first none.</summary>
internal sealed class PixelTimes
{
    /// <summary>No event has this time: intervals are half-open and end at it at the latest.</summary>
    private const long None = long.MaxValue;
    private readonly long[] times;

    public PixelTimes(int pixels)
    {
        times = new long[pixels];
        Array.Fill(times, None);
    }

    public void Put(int pixel, long tUs) => times[pixel] = tUs;

    /// <summary>How long before <paramref name="tUs"/>, which is not before it, the pixel's time is; the greatest number if it has none.</summary>
    public ulong AgeUs(int pixel, long tUs) => times[pixel] == None ? ulong.MaxValue : (ulong)(tUs - times[pixel]);
}
