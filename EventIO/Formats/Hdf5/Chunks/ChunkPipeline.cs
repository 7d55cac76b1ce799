namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>
/// Undoes the filters of a chunk: deflate, lzf, blosc, shuffle, fletcher32, in any order with one packing filter at most. A chunk
/// must give exactly the bytes that its shape says; nothing is allocated by what the chunk itself claims.
/// </summary>
internal sealed class ChunkPipeline
{
    private readonly IReadOnlyList<Hdf5Filter> filters;
    private readonly int elementBytes;

    private ChunkPipeline(IReadOnlyList<Hdf5Filter> filters, int elementBytes)
    {
        this.filters = filters;
        this.elementBytes = elementBytes;
    }

    /// <summary>Whether chunks are stored as they are.</summary>
    public bool IsEmpty => filters.Count == 0;

    /// <summary>The pipeline, or null for one that libhdf5 must undo.</summary>
    public static ChunkPipeline? For(IReadOnlyList<Hdf5Filter> filters, int elementBytes)
    {
        bool known = filters.All(filter => filter.Number is Hdf5Filter.Deflate or Hdf5Filter.Shuffle or Hdf5Filter.Fletcher32 or Hdf5Filter.Lzf
            || (filter.Number == Hdf5Filter.Blosc && BloscLibrary.IsAvailable));

        // Shuffle's parameter is the element's size; a file that says another has been tampered with, and libhdf5 decides.
        bool plain = filters.All(filter => filter.Number != Hdf5Filter.Shuffle || filter.Values.Count == 0 || filter.Values[0] == elementBytes);
        return known && plain && filters.Count(filter => filter.Packs) <= 1 ? new ChunkPipeline(filters, elementBytes) : null;
    }

    /// <summary>Unpacks a chunk.</summary>
    /// <param name="packed">Its stored bytes.</param>
    /// <param name="skipped">Bit i is set if the i-th filter was not applied to it.</param>
    /// <param name="scratch">Buffers of the calling thread.</param>
    /// <param name="destination">Takes it; of the length that a chunk has.</param>
    /// <returns>What is wrong with it, null if nothing.</returns>
    public string? Undo(ReadOnlySpan<byte> packed, uint skipped, ChunkScratch scratch, Span<byte> destination)
    {
        int last = LastApplied(filters.Count, skipped);
        ReadOnlySpan<byte> data = packed;
        bool moved = false;
        for (int i = last; i >= 0; i = LastApplied(i, skipped))
        {
            if (filters[i].Number == Hdf5Filter.Fletcher32)
            {
                if (!Fletcher32.Holds(data))
                {
                    return "its checksum does not hold";
                }

                data = data[..^Fletcher32.Bytes];
                continue;
            }

            // What the filter took: the chunk, longer by each checksum that was appended before it.
            int length = destination.Length + (Fletcher32.Bytes * ChecksumsBefore(i, skipped));
            Span<byte> into = LastApplied(i, skipped) < 0 ? destination : scratch.Stage(length);
            if (!TryUndo(filters[i], data, scratch, into[..length]))
            {
                return $"it does not unpack to {length:N0} bytes";
            }

            data = into[..length];
            moved = LastApplied(i, skipped) < 0;
        }

        if (data.Length != destination.Length)
        {
            return $"it holds {data.Length:N0} bytes, not {destination.Length:N0}";
        }

        if (!moved)
        {
            data.CopyTo(destination);
        }

        return null;
    }

    private bool TryUndo(Hdf5Filter filter, ReadOnlySpan<byte> data, ChunkScratch scratch, Span<byte> into)
    {
        switch (filter.Number)
        {
            case Hdf5Filter.Deflate:
                return scratch.Inflater.TryInflate(data, into);
            case Hdf5Filter.Lzf:
                return Lzf.TryUnpack(data, into);
            case Hdf5Filter.Blosc:
                return BloscLibrary.TryUnpack(data, into);
            default:
                if (data.Length != into.Length)
                {
                    return false;
                }

                ByteShuffle.Undo(data, elementBytes, into);
                return true;
        }
    }

    private static int LastApplied(int before, uint skipped)
    {
        int i = before - 1;
        while (i >= 0 && ((skipped >> i) & 1) != 0)
        {
            i--;
        }

        return i;
    }

    private int ChecksumsBefore(int index, uint skipped) =>
        Enumerable.Range(0, index).Count(i => filters[i].Number == Hdf5Filter.Fletcher32 && ((skipped >> i) & 1) == 0);
}
