using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>A data set that grows by rows. The types in the file are fixed at creation; appended spans convert to them.</summary>
internal sealed unsafe class Hdf5OutputDataset : IDisposable
{
    private readonly Hdf5OutputFile file;
    private readonly string name;
    private readonly ulong[] extents;
    private readonly Hdf5Id id;
    private readonly long rowElements = 1;

    internal Hdf5OutputDataset(Hdf5OutputFile file, string name, long fileType, ReadOnlySpan<long> rowShape, int chunkRows, int deflate)
    {
        this.file = file;
        this.name = name;
        extents = new ulong[1 + rowShape.Length];
        ulong[] limits = new ulong[extents.Length];
        ulong[] chunk = new ulong[extents.Length];
        limits[0] = H5S.UNLIMITED;
        chunk[0] = (ulong)chunkRows;
        for (int d = 0; d < rowShape.Length; d++)
        {
            extents[d + 1] = limits[d + 1] = chunk[d + 1] = (ulong)rowShape[d];
            rowElements *= rowShape[d];
        }

        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id space = new(H5S.create_simple(extents.Length, extents, limits), H5S.close);
        using Hdf5Id properties = new(H5P.create(H5P.DATASET_CREATE), H5P.close);
        _ = H5P.set_chunk(properties, chunk.Length, chunk);
        _ = H5P.set_shuffle(properties);
        _ = H5P.set_deflate(properties, (uint)deflate);

        // Without creation times in it, equal content is an equal file.
        _ = H5P.set_obj_track_times(properties, 0);
        id = new Hdf5Id(H5D.create(file.Id, name, fileType, space, H5P.DEFAULT, properties), H5D.close);
        if (!id.IsValid)
        {
            throw file.Failure($"{name} cannot be created");
        }
    }

    /// <summary>Rows so far.</summary>
    public long Rows => (long)extents[0];

    public void Append(ReadOnlySpan<double> values)
    {
        fixed (double* source = values)
        {
            Append(values.Length, H5T.NATIVE_DOUBLE, (nint)source);
        }
    }

    public void Append(ReadOnlySpan<float> values)
    {
        fixed (float* source = values)
        {
            Append(values.Length, H5T.NATIVE_FLOAT, (nint)source);
        }
    }

    public void Append(ReadOnlySpan<byte> values)
    {
        fixed (byte* source = values)
        {
            Append(values.Length, H5T.NATIVE_UINT8, (nint)source);
        }
    }

    /// <summary>Appends values of a type that <see cref="Hdf5ElementType"/> knows.</summary>
    public void Append<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        fixed (T* source = values)
        {
            Append(values.Length, Hdf5ElementType.Memory<T>(), (nint)source);
        }
    }

    /// <summary>Closes the data set; false if what it held back could not be written.</summary>
    public bool Close() => id.Close();

    public void Dispose() => id.Dispose();

    private void Append(int length, long memoryType, nint source)
    {
        if (length == 0)
        {
            return;
        }

        long rows = Math.DivRem(length, rowElements, out long rest);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rest, 0, nameof(length));
        ulong[] start = new ulong[extents.Length];
        ulong[] count = (ulong[])extents.Clone();
        start[0] = extents[0];
        count[0] = (ulong)rows;
        extents[0] += (ulong)rows;

        using Lock.Scope scope = Hdf5Library.Enter();
        bool grown = H5D.set_extent(id, extents) >= 0;
        using Hdf5Id space = new(H5D.get_space(id), H5S.close);
        using Hdf5Id memory = new(H5S.create_simple(count.Length, count, null), H5S.close);
        if (!grown || H5S.select_hyperslab(space, H5S.seloper_t.SET, start, null, count, null) < 0
            || H5D.write(id, memoryType, memory, space, H5P.DEFAULT, source) < 0)
        {
            throw file.Failure($"{name} cannot be written");
        }
    }
}
