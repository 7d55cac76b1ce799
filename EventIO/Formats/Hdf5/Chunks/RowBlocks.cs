using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>
/// A data set of one or two dimensions cut into blocks of whole rows that threads unpack independently of each other. Chunks of filters
/// and types that are known here are unpacked here, contiguous data is read as it is, and whatever else there is comes from libhdf5,
/// as float64. Every length is checked against the chunk's shape and against <see cref="MaxBlockBytes"/>.
/// </summary>
internal sealed class RowBlocks
{
    /// <summary>Most unpacked bytes of a block: a million events of four float64.</summary>
    public const long MaxBlockBytes = 32L << 20;

    /// <summary>Blocks shorter than this are joined: handing over a block costs as much as some hundred rows.</summary>
    private const int MinRows = 4096;

    /// <summary>Most columns of a set.</summary>
    private const int MaxColumns = 256;

    /// <summary>What a filter adds to a chunk that it cannot shrink, beside an eighth of it: far more than any does.</summary>
    private const int PackedSlackBytes = 4096;

    /// <summary>Rows of a block where the file's layout asks for none.</summary>
    private const int FreeRows = 16_384;
    private readonly Hdf5Dataset dataset;
    private readonly ChunkPipeline? pipeline;
    private readonly bool contiguous;
    private readonly int chunkRows;

    public RowBlocks(Hdf5Dataset dataset)
    {
        this.dataset = dataset;
        Hdf5DatasetLayout layout = dataset.Layout;
        Columns = (int)Math.Min(layout.Extents.Count > 1 ? layout.Extents[1] : 1, int.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Columns, MaxColumns, nameof(dataset));
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns, 1, nameof(dataset));
        long rowBytes = (long)Columns * layout.ElementBytes;
        bool known = layout.Extents.Count is 1 or 2 && layout.Element != Hdf5Element.Other;
        contiguous = known && layout.ContiguousAt is long at && at >= 0 && at <= dataset.FileBytes - (dataset.Rows * rowBytes);
        pipeline = known && layout.Chunk.Count > 0 && layout.FillsWithZero && Fits(layout, Columns) ? ChunkPipeline.For(layout.Filters, layout.ElementBytes) : null;
        Element = contiguous || pipeline is not null ? layout.Element : Hdf5Element.Float64;
        PartColumns = pipeline is null ? Columns : (int)(layout.Chunk.Count > 1 ? layout.Chunk[1] : 1);
        chunkRows = pipeline is null ? FreeRows : (int)layout.Chunk[0];
        long joined = MaxBlockBytes / ((long)chunkRows * Parts * PartColumns * sizeof(double)); // a chunk may be far wider than the set
        Rows = chunkRows * (int)Math.Clamp(joined, 1, Math.Max(1, MinRows / chunkRows));
        ElementBytes = Element == layout.Element ? layout.ElementBytes : sizeof(double);
    }

    /// <summary>Rows of a block; the last one may have fewer.</summary>
    public int Rows { get; }

    /// <summary>Columns of the set.</summary>
    public int Columns { get; }

    /// <summary>Columns of a part: a block is one part or several side by side, each [rows, columns]; the last may reach beyond the set.</summary>
    public int PartColumns { get; }

    /// <summary>Type of the unpacked elements.</summary>
    public Hdf5Element Element { get; }

    /// <summary>Bytes of an unpacked element.</summary>
    public int ElementBytes { get; }

    /// <summary>Number of blocks.</summary>
    public long Count => (dataset.Rows + Rows - 1) / Rows;

    /// <summary>Bytes that a block takes unpacked, at most <see cref="MaxBlockBytes"/>.</summary>
    public long BlockBytes => (long)Rows * Parts * PartColumns * ElementBytes;

    private int Parts => (Columns + PartColumns - 1) / PartColumns;

    /// <summary>Whether blocks are unpacked without libhdf5.</summary>
    public bool AreOwn => contiguous || pipeline is not null;

    /// <summary>Rows of block <paramref name="index"/>.</summary>
    public int RowsOf(long index) => (int)Math.Min(Rows, dataset.Rows - (index * Rows));

    /// <summary>Unpacks a block. Threads may call it at once, each with its own scratch.</summary>
    /// <param name="index">Which.</param>
    /// <param name="scratch">Buffers of the calling thread.</param>
    /// <param name="column">Where given, parts without this column may be left as they are.</param>
    /// <returns>Its elements, part after part, each of <see cref="Rows"/> rows (more than the last block has); they hold until the scratch is used again.</returns>
    /// <exception cref="InvalidDataException">A chunk is damaged or truncated.</exception>
    public ReadOnlySpan<byte> Read(long index, ChunkScratch scratch, int? column = null)
    {
        int rows = RowsOf(index);
        Span<byte> raw = scratch.RawOf((int)BlockBytes);
        if (contiguous)
        {
            int rowBytes = Columns * ElementBytes;
            dataset.ReadContiguous(index * Rows * rowBytes, raw[..(rows * rowBytes)]);
        }
        else if (pipeline is null)
        {
            dataset.ReadRows(index * Rows, rows, MemoryMarshal.Cast<byte, double>(raw)[..(rows * Columns)]);
        }
        else
        {
            ReadChunks(pipeline, index * Rows, rows, column, scratch, raw);
        }

        return raw;
    }

    private void ReadChunks(ChunkPipeline undo, long firstRow, int rows, int? column, ChunkScratch scratch, Span<byte> raw)
    {
        int chunkBytes = chunkRows * PartColumns * ElementBytes, partBytes = Rows * PartColumns * ElementBytes;
        (int fromPart, int toPart) = column is int wanted ? (wanted / PartColumns, (wanted / PartColumns) + 1) : (0, Parts);
        for (int row = 0; row < rows; row += chunkRows)
        {
            for (int part = fromPart; part < toPart; part++)
            {
                Span<byte> chunk = raw.Slice((part * partBytes) + (row * PartColumns * ElementBytes), chunkBytes);
                int length = dataset.ReadChunk(firstRow + row, part * PartColumns, chunkBytes + (chunkBytes / 8) + PackedSlackBytes, ref scratch.Packed, out uint skipped);
                if (length == 0)
                {
                    // Never written: it reads as the fill value, which is 0 where chunks are unpacked here.
                    chunk.Clear();
                }
                else if (undo.Undo(scratch.Packed.AsSpan(0, length), skipped, scratch, chunk) is string problem)
                {
                    throw dataset.Unreadable(firstRow + row, Math.Min(chunkRows, dataset.Rows - firstRow - row), problem);
                }
            }
        }
    }

    private static bool Fits(Hdf5DatasetLayout layout, int columns)
    {
        long chunkColumns = layout.Chunk.Count > 1 ? layout.Chunk[1] : 1;
        long across = (columns + chunkColumns - 1) / chunkColumns * chunkColumns;

        // As float64, which is what elements of any type may be converted to.
        return (UInt128)layout.Chunk[0] * (UInt128)across * sizeof(double) <= MaxBlockBytes;
    }
}
