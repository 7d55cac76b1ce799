using TorchSharp;

namespace EventStereo.Search.Kernels;

/// <summary>
/// Cuts the neurons of a layer into tiles, which the sequence kernels work through one at a time, all time steps of one before the next: a tile is small
/// enough that what is recomputed for it stays in the first-level cache, long enough that each step's row is read as a stream, and within one channel. Where tiles
/// begin depends on the layout alone, so results have the same bits for any number of threads.
/// </summary>
internal static class NeuronTiles
{
    /// <summary>Values of one tile's whole sequence: 16 kB, a third of a first-level cache.</summary>
    private const int SequenceValues = 4096;

    /// <summary>Neurons of a tile at least, for very long sequences, and at most; multiples of a cache line.</summary>
    private const int Least = 64, Most = 2048;

    /// <summary>Values of a layer below which a second thread costs more than it brings.</summary>
    private const int ValuesPerThread = 32768;

    /// <summary>Pieces a thread takes, so that threads which start late or are held up do not keep the others waiting.</summary>
    private const int PiecesPerThread = 4;

    /// <summary>Does the neurons <c>[from, to)</c> of tile number <c>tile</c>, of channel <c>plane mod C</c>; <c>scratch</c> has room for the tile's sequence twice.</summary>
    public delegate void Work(int tile, int plane, int from, int to, Span<float> scratch);

    /// <summary>Neurons of a tile, but for the last of a plane.</summary>
    public static int Width(in SequenceLayout layout) => Math.Min(layout.Plane, Math.Clamp(SequenceValues / layout.Steps, Least, Most) / Least * Least);

    /// <summary>Number of tiles.</summary>
    public static int Count(in SequenceLayout layout) => layout.Neurons / layout.Plane * TilesOfPlane(layout);

    /// <summary>Plane of a tile.</summary>
    public static int PlaneOf(in SequenceLayout layout, int tile) => tile / TilesOfPlane(layout);

    /// <summary>Runs <paramref name="work"/> on every tile, on as many threads as torch's operations use where the layer is large enough.</summary>
    /// <param name="layout">The layer.</param>
    /// <param name="scratchRows">Rows of one tile's width that a tile needs.</param>
    /// <param name="work">What is done.</param>
    public static void Run(SequenceLayout layout, int scratchRows, Work work)
    {
        int tiles = Count(layout);
        int threads = (int)Math.Clamp(layout.Values / ValuesPerThread, 1, Math.Min(torch.get_num_threads(), tiles));
        if (threads == 1)
        {
            Piece(layout, 0, tiles, scratchRows, work);
            return;
        }

        long pieces = Math.Min((long)threads * PiecesPerThread, tiles);
        Parallel.For(0, (int)pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, piece =>
            Piece(layout, (int)(tiles * (long)piece / pieces), (int)(tiles * (piece + 1L) / pieces), scratchRows, work));
    }

    /// <summary>Adds what each tile has summed to its channel's result, in the order of tiles; nothing if no result is wanted.</summary>
    public static void SumByChannel(in SequenceLayout layout, ReadOnlySpan<double> ofTiles, Span<float> ofChannels)
    {
        Span<double> sums = new double[ofChannels.Length];
        for (int tile = 0; tile < ofTiles.Length; tile++)
        {
            sums[PlaneOf(layout, tile) % sums.Length] += ofTiles[tile];
        }

        for (int channel = 0; channel < sums.Length; channel++)
        {
            ofChannels[channel] = (float)sums[channel];
        }
    }

    private static void Piece(in SequenceLayout layout, int first, int end, int scratchRows, Work work)
    {
        int width = Width(layout), perPlane = TilesOfPlane(layout);
        float[] scratch = new float[scratchRows * width];
        for (int tile = first; tile < end; tile++)
        {
            int plane = tile / perPlane, start = plane * layout.Plane;
            int from = start + tile % perPlane * width;
            work(tile, plane, from, Math.Min(from + width, start + layout.Plane), scratch);
        }
    }

    private static int TilesOfPlane(in SequenceLayout layout)
    {
        int width = Width(layout);
        return (layout.Plane + width - 1) / width;
    }
}
