using System.Numerics;
using System.Runtime.InteropServices;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>
/// A data set of one dimension and whole numbers, read by ranges of rows; keeps the block unpacked last, so that reading on, or back
/// and forth nearby, unpacks each chunk once. What only libhdf5 can unpack comes as float64, exact to 2^53. For one thread at a time.
/// </summary>
/// <typeparam name="T">An integer type that holds every value of the file's own type.</typeparam>
internal sealed class Hdf5Column<T> : IDisposable
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly Hdf5Dataset dataset;
    private readonly RowBlocks blocks;
    private readonly ChunkScratch scratch = new();
    private long held = -1;

    private Hdf5Column(Hdf5Dataset dataset)
    {
        this.dataset = dataset;
        blocks = new RowBlocks(dataset);
    }

    public string Name => dataset.Name;

    public long Rows => dataset.Rows;

    /// <summary>Bytes held, for tests of the memory bound.</summary>
    public long HeldBytes => scratch.HeldBytes;

    /// <summary>Opens a column.</summary>
    /// <exception cref="InvalidDataException">There is none, it does not open, or it is not one column of integers.</exception>
    public static Hdf5Column<T> Open(Hdf5File file, string name)
    {
        Hdf5Dataset dataset = file.OpenDataset(name);
        if (dataset.Extents.Count == 1 && dataset.Layout.Class == H5T.class_t.INTEGER)
        {
            return new Hdf5Column<T>(dataset);
        }

        string found = $"{string.Join('x', dataset.Extents)} of {dataset.Layout.Class.ToString().ToLowerInvariant()}";
        dataset.Dispose();
        throw new InvalidDataException($"{file.Path}: {name} is {found}; expected one column of integers");
    }

    /// <summary>Reads as many rows as <paramref name="destination"/> takes.</summary>
    /// <param name="firstRow">The first of them.</param>
    /// <param name="destination">Takes the values; the range must lie in the column.</param>
    /// <exception cref="InvalidDataException">A chunk is damaged or truncated, or a value is beyond <typeparamref name="T"/>; the message names the row.</exception>
    public void Read(long firstRow, Span<T> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, Rows - firstRow);
        for (int done = 0; done < destination.Length;)
        {
            long block = (firstRow + done) / blocks.Rows;
            int skip = (int)(firstRow + done - (block * blocks.Rows));
            int count = Math.Min(destination.Length - done, blocks.RowsOf(block) - skip);
            ReadOnlySpan<byte> elements = Block(block).Slice(skip * blocks.ElementBytes, count * blocks.ElementBytes);
            Convert(elements, destination.Slice(done, count), firstRow + done);
            done += count;
        }
    }

    public void Dispose()
    {
        scratch.Dispose();
        dataset.Dispose();
    }

    private ReadOnlySpan<byte> Block(long index)
    {
        if (index == held)
        {
            return scratch.Raw;
        }

        // Only a block that unpacked is held: the scratch has been written to even where that failed.
        held = -1;
        ReadOnlySpan<byte> block = blocks.Read(index, scratch);
        held = index;
        return block;
    }

    private void Convert(ReadOnlySpan<byte> elements, Span<T> destination, long firstRow)
    {
        switch (blocks.Element)
        {
            case Hdf5Element.Int8:
                Cast(MemoryMarshal.Cast<byte, sbyte>(elements), destination, firstRow);
                break;
            case Hdf5Element.Int16:
                Cast(MemoryMarshal.Cast<byte, short>(elements), destination, firstRow);
                break;
            case Hdf5Element.Int32:
                Cast(MemoryMarshal.Cast<byte, int>(elements), destination, firstRow);
                break;
            case Hdf5Element.Int64:
                Cast(MemoryMarshal.Cast<byte, long>(elements), destination, firstRow);
                break;
            case Hdf5Element.UInt8:
                Cast(elements, destination, firstRow);
                break;
            case Hdf5Element.UInt16:
                Cast(MemoryMarshal.Cast<byte, ushort>(elements), destination, firstRow);
                break;
            case Hdf5Element.UInt32:
                Cast(MemoryMarshal.Cast<byte, uint>(elements), destination, firstRow);
                break;
            case Hdf5Element.UInt64:
                Cast(MemoryMarshal.Cast<byte, ulong>(elements), destination, firstRow);
                break;
            default:
                Cast(MemoryMarshal.Cast<byte, double>(elements), destination, firstRow);
                break;
        }
    }

    private void Cast<TFrom>(ReadOnlySpan<TFrom> source, Span<T> destination, long firstRow)
        where TFrom : unmanaged, INumber<TFrom>
    {
        if (typeof(T) == typeof(TFrom))
        {
            MemoryMarshal.Cast<TFrom, T>(source).CopyTo(destination);
            return;
        }

        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = T.CreateSaturating(source[i]);

            // Saturated is changed; there and back is the test that holds for every pair of types.
            if (TFrom.CreateSaturating(destination[i]) != source[i])
            {
                throw new InvalidDataException($"{dataset.Path}: {Name} row {firstRow + i}: {source[i]} is beyond the range of the column's values");
            }
        }
    }
}
