using System.Runtime.Intrinsics;

namespace EventStereo.Search.Ops;

/// <summary>
/// Copies of the rows of small maps. A row of 7 or 14 floats takes a call of the general copy longer than the products with it take, so rows go in whole vectors: what a vector
/// writes too much, the next row writes again, and where nothing follows the row goes by the general copy.
/// </summary>
internal static unsafe class RowCopy
{
    private const int Lanes = 8;

    /// <summary>Rows of more vectors gain nothing.</summary>
    private const int MostVectors = 8;

    /// <summary>Rows that follow one another to rows <paramref name="pitch"/> apart, with zeros from a row's end to the next.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="end">End of the memory that may be read.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="to">Where the first goes.</param>
    /// <param name="last">End of the memory that may be written; what lies behind the rows there holds anything afterwards.</param>
    /// <param name="pitch">From a row to the next, at least the width.</param>
    /// <param name="rows">Their number.</param>
    public static void Padded(float* from, float* end, int width, float* to, float* last, int pitch, int rows)
    {
        (int whole, int rest) = Math.DivRem(width, Lanes);
        int vectors = (pitch + Lanes - 1) / Lanes;
        Vector256<float> mask = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(rest)).AsSingle();
        for (int row = 0; row < rows; row++, from += width, to += pitch)
        {
            if (vectors > MostVectors || from + ((whole + 1) * Lanes) > end || to + (vectors * Lanes) > last)
            {
                new ReadOnlySpan<float>(from, width).CopyTo(new Span<float>(to, width));
                new Span<float>(to + width, pitch - width).Clear();
                continue;
            }

            for (int v = 0; v < whole; v++)
            {
                Vector256.Load(from + (v * Lanes)).Store(to + (v * Lanes));
            }

            for (int v = whole; v < vectors; v++)
            {
                Vector256<float> kept = v == whole ? Vector256.Load(from + (v * Lanes)) & mask : Vector256<float>.Zero;
                kept.Store(to + (v * Lanes));
            }
        }
    }

    /// <summary>Rows <paramref name="pitch"/> apart to rows that follow one another; up to a vector may be read beyond the last row.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="pitch">From a row to the next.</param>
    /// <param name="to">Where the first goes; nothing is written beyond the last.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="rows">Their number.</param>
    public static void Packed(float* from, int pitch, float* to, int width, int rows)
    {
        int vectors = (width + Lanes - 1) / Lanes;
        float* last = to + ((long)rows * width);
        for (int row = 0; row < rows; row++, from += pitch, to += width)
        {
            if (vectors > MostVectors || to + (vectors * Lanes) > last)
            {
                new ReadOnlySpan<float>(from, width).CopyTo(new Span<float>(to, width));
                continue;
            }

            for (int v = 0; v < vectors; v++)
            {
                Vector256.Load(from + (v * Lanes)).Store(to + (v * Lanes));
            }
        }
    }
}
