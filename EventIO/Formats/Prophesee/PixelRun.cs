using System.Numerics;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Up to 32 pixels of one row that changed at one time in one direction, as the bits of a word.</summary>
internal readonly unsafe struct PixelRun(long tUs, uint firstColumn, ushort row, sbyte polarity)
{
    /// <summary>Writes an event for each set bit, the lowest first; their number. There is room for 32.</summary>
    public int Write(uint pixels, EventPointers to, int n)
    {
        int first = n;
        for (; pixels != 0; pixels &= pixels - 1)
        {
            to.TUs[n] = tUs;
            to.X[n] = (ushort)(firstColumn + (uint)BitOperations.TrailingZeroCount(pixels));
            to.Y[n] = row;
            to.Polarity[n] = polarity;
            n++;
        }

        return n - first;
    }
}
