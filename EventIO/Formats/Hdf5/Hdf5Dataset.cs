using EventStereo.EventIO.Formats.Hdf5.Chunks;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// A data set opened for reading by rows (its first dimension). Opening to read checks what the header claims against what
/// the file can hold, so that a reader may size buffers by it.
/// </summary>
internal sealed unsafe class Hdf5Dataset : IDisposable
{
    private const string NeverWritten = "chunk storage is not allocated";
    private readonly Hdf5File file;
    private readonly Hdf5Id id;
    private readonly Hdf5Id space;
    private int reads;

    private Hdf5Dataset(Hdf5File file, string name, Hdf5Id id, Hdf5Id space, Hdf5DatasetLayout layout)
    {
        this.file = file;
        this.id = id;
        this.space = space;
        Name = name;
        Layout = layout;
    }

    /// <summary>The file.</summary>
    public string Path => file.Path;

    public string Name { get; }

    public Hdf5DatasetLayout Layout { get; }

    /// <summary>Extents; the first is the number of rows.</summary>
    public IReadOnlyList<long> Extents => Layout.Extents;

    public long Rows => Extents.Count == 0 ? 1 : Extents[0];

    /// <summary>Scratch space that the file's readers share.</summary>
    public ScratchPool Scratches => file.Scratches;

    /// <summary>Length of the file.</summary>
    public long FileBytes => file.LengthBytes;

    /// <summary>How many reads this handle asked of the library, for tests that count.</summary>
    public int Reads => reads;

    public static Hdf5Dataset Open(Hdf5File file, string name, bool toRead)
    {
        if (file.KindOf(name) != H5I.type_t.DATASET)
        {
            throw new InvalidDataException($"{file.Path}: no data set {name}");
        }

        using Lock.Scope scope = Hdf5Library.Enter();
        Hdf5DatasetLayout layout;
        using (Hdf5Id probe = new(H5D.open(file.Id, name), H5D.close))
        {
            layout = probe.IsValid
                ? Hdf5DatasetLayout.Read(file, name, probe)
                : throw new InvalidDataException($"{file.Path}: {name} does not open: {Hdf5Library.LastError()}");
        }

        if (toRead && layout.Problem is not null)
        {
            throw new InvalidDataException($"{file.Path}: {name} {layout.Problem}");
        }

        using Hdf5Id access = new(H5P.create(H5P.DATASET_ACCESS), H5P.close);
        _ = H5P.set_chunk_cache(access, Hdf5DatasetLayout.CacheSlots, (nint)layout.CacheBytes, 1.0);
        Hdf5Id id = new(H5D.open(file.Id, name, access), H5D.close);
        return new Hdf5Dataset(file, name, id, new Hdf5Id(H5D.get_space(id), H5S.close), layout);
    }

    /// <summary>Reads <paramref name="rows"/> whole rows from <paramref name="firstRow"/>, converted to float64.</summary>
    public void ReadRows(long firstRow, long rows, Span<double> destination)
    {
        fixed (double* target = destination)
        {
            Read(firstRow, rows, null, destination.Length, H5T.NATIVE_DOUBLE, (nint)target);
        }
    }

    /// <summary>Reads whole rows, converted to float32.</summary>
    public void ReadRows(long firstRow, long rows, Span<float> destination)
    {
        fixed (float* target = destination)
        {
            Read(firstRow, rows, null, destination.Length, H5T.NATIVE_FLOAT, (nint)target);
        }
    }

    /// <summary>Reads whole rows, converted to int64 (a fraction is cut off, values beyond its range saturate).</summary>
    public void ReadRows(long firstRow, long rows, Span<long> destination)
    {
        fixed (long* target = destination)
        {
            Read(firstRow, rows, null, destination.Length, H5T.NATIVE_INT64, (nint)target);
        }
    }

    /// <summary>Reads whole rows, converted to bytes (values outside 0..255 saturate).</summary>
    public void ReadRows(long firstRow, long rows, Span<byte> destination)
    {
        fixed (byte* target = destination)
        {
            Read(firstRow, rows, null, destination.Length, H5T.NATIVE_UINT8, (nint)target);
        }
    }

    /// <summary>Reads one column of <paramref name="rows"/> rows of a two-dimensional set.</summary>
    public void ReadColumn(long firstRow, long rows, int column, Span<double> destination)
    {
        fixed (double* target = destination)
        {
            Read(firstRow, rows, column, destination.Length, H5T.NATIVE_DOUBLE, (nint)target);
        }
    }

    /// <summary>Reads the stored bytes of the chunk whose first element is at a row and a column, filters not undone.</summary>
    /// <param name="row">Row of its first element, a multiple of the chunk's rows.</param>
    /// <param name="column">Column of its first element in a two-dimensional set, a multiple of the chunk's columns.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <param name="buffer">Takes the bytes; replaced by a larger one where it is too small.</param>
    /// <param name="skippedFilters">Bit i is set if the i-th filter was not applied to this chunk.</param>
    /// <returns>Number of bytes; 0 for a chunk that was never written.</returns>
    public int ReadChunk(long row, long column, int most, ref byte[] buffer, out uint skippedFilters)
    {
        ulong* offset = stackalloc ulong[2] { (ulong)row, (ulong)column };
        ulong length = 0;
        skippedFilters = 0;
        using Lock.Scope scope = Hdf5Library.Enter();
        if (H5D.get_chunk_storage_size(id, offset, ref length) < 0)
        {
            // HDF5 1.10 fails for a chunk that was never written and tells so in words alone; later ones say 0 bytes.
            string reason = Hdf5Library.LastError();
            return reason == NeverWritten ? 0 : throw Unreadable(row, 1, reason);
        }

        if (length > (ulong)Math.Min(file.LengthBytes, most))
        {
            throw Unreadable(row, 1, $"its chunk claims {length:N0} stored bytes");
        }

        if (length == 0)
        {
            return 0;
        }

        Interlocked.Increment(ref reads);
        if (buffer.Length < (int)length)
        {
            buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(length + (length / 4), (ulong)most));
        }

        fixed (byte* target = buffer)
        {
            return H5D.read_chunk(id, H5P.DEFAULT, ref *offset, ref skippedFilters, (nint)target) >= 0
                ? (int)length
                : throw Unreadable(row, 1, Hdf5Library.LastError());
        }
    }

    /// <summary>Reads bytes of a contiguous set from <paramref name="offset"/> on, counted from its beginning.</summary>
    public void ReadContiguous(long offset, Span<byte> destination)
    {
        long at = Layout.ContiguousAt ?? throw new InvalidOperationException($"{Name} is not contiguous");
        Interlocked.Increment(ref reads);
        if (RandomAccess.Read(file.Bytes, destination, checked(at + offset)) != destination.Length)
        {
            throw new InvalidDataException($"{file.Path}: {Name} ends before its data: truncated");
        }
    }

    /// <summary>The exception for rows that do not read.</summary>
    internal InvalidDataException Unreadable(long firstRow, long rows, string reason) =>
        new($"{file.Path}: {Name} rows {firstRow}..{firstRow + rows - 1} do not read (damaged or truncated chunk?): {reason}");

    public void Dispose()
    {
        space.Dispose();
        id.Dispose();
    }

    private void Read(long firstRow, long rows, int? column, long room, long memoryType, nint target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Rows - firstRow);
        int rank = Extents.Count;
        if (Layout.Problem is not null)
        {
            throw new InvalidDataException($"{file.Path}: {Name} {Layout.Problem}");
        }

        ulong[] start = new ulong[rank];
        ulong[] count = new ulong[rank];
        ulong elements = 1;
        for (int d = 0; d < rank; d++)
        {
            bool one = d == 1 && column is not null;
            start[d] = d == 0 ? (ulong)firstRow : one ? (ulong)column.GetValueOrDefault() : 0;
            count[d] = d == 0 ? (ulong)rows : one ? 1 : (ulong)Extents[d];
            elements *= count[d];
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual((ulong)room, elements, nameof(room));
        if (elements == 0)
        {
            return;
        }

        using Lock.Scope scope = Hdf5Library.Enter();
        Interlocked.Increment(ref reads);
        RefuseSwollenChunks(start, count);

        // Of the file's rank, not flat: the library copies whole runs between selections of one shape and single elements otherwise.
        using Hdf5Id memory = new(H5S.create_simple(rank, count, null), H5S.close);
        if ((rank > 0 && H5S.select_hyperslab(space, H5S.seloper_t.SET, start, null, count, null) < 0)
            || H5D.read(id, memoryType, memory, space, H5P.DEFAULT, target) < 0)
        {
            throw Unreadable(firstRow, rows, Hdf5Library.LastError());
        }
    }

    /// <summary>
    /// Refuses a packed chunk of the selection that is stored in more bytes than it can need: the library would unpack it to whatever
    /// it holds, a thousand times as much, before it looks.
    /// </summary>
    private void RefuseSwollenChunks(ulong[] start, ulong[] count)
    {
        if (Layout.Filters.Count == 0 || Layout.Chunk.Count != start.Length)
        {
            return;
        }

        const int SlackBytes = 4096;
        ulong chunkBytes = Layout.Chunk.Aggregate((ulong)Layout.ElementBytes, (product, side) => checked(product * (ulong)side));
        ulong[] at = [.. start.Select((first, d) => first / (ulong)Layout.Chunk[d] * (ulong)Layout.Chunk[d])];
        ulong[] first = [.. at];
        for (bool more = true; more;)
        {
            ulong length = 0;
            fixed (ulong* offset = at)
            {
                // One that was never written has none; what else is wrong, reading it tells.
                if (H5D.get_chunk_storage_size(id, offset, ref length) >= 0 && length > chunkBytes + (chunkBytes / 8) + SlackBytes)
                {
                    throw Unreadable((long)at[0], Layout.Chunk[0], $"a chunk of {chunkBytes:N0} bytes claims {length:N0} stored bytes");
                }
            }

            more = Advance(at, first, start, count);
        }
    }

    /// <summary>Moves to the next chunk of a selection, the last dimension first; false behind the last.</summary>
    private bool Advance(ulong[] at, ulong[] first, ulong[] start, ulong[] count)
    {
        for (int d = at.Length - 1; d >= 0; d--)
        {
            at[d] += (ulong)Layout.Chunk[d];
            if (at[d] < start[d] + count[d])
            {
                return true;
            }

            at[d] = first[d];
        }

        return false;
    }
}
