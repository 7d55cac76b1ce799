using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Hdf5;

/// <summary>
/// An HDF5 file being written. The library holds data back, so a full disk may show only in <see cref="Close"/>; every
/// failure, there or before, is an <see cref="IOException"/>. Disposing without <see cref="Close"/> gives the file up.
/// </summary>
internal sealed unsafe class Hdf5OutputFile : IDisposable
{
    private readonly string path;
    private readonly Hdf5Id id;
    private readonly List<Hdf5OutputDataset> datasets = [];
    private bool closed;

    public Hdf5OutputFile(string path)
    {
        this.path = path;
        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id access = new(H5P.create(H5P.FILE_ACCESS), H5P.close);
        _ = H5P.set_fclose_degree(access, H5F.close_degree_t.STRONG);
        id = new Hdf5Id(H5F.create(path, H5F.ACC_EXCL, H5P.DEFAULT, access), H5F.close);
        if (!id.IsValid)
        {
            throw Failure("cannot be created");
        }
    }

    internal long Id => id;

    /// <summary>Makes a group; its parent must be there.</summary>
    public void CreateGroup(string name)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id group = new(H5G.create(id, name), H5G.close);
        if (!group.IsValid)
        {
            throw Failure($"group {name} cannot be created");
        }
    }

    /// <summary>Makes an empty data set that grows by rows, packed by shuffle and deflate.</summary>
    /// <param name="name">Absolute name.</param>
    /// <param name="fileType">Element type in the file.</param>
    /// <param name="rowShape">Extents after the first.</param>
    /// <param name="chunkRows">Rows of a chunk; a chunk holds whole rows.</param>
    /// <param name="deflate">Level 0 to 9.</param>
    public Hdf5OutputDataset CreateDataset(string name, long fileType, ReadOnlySpan<long> rowShape, int chunkRows, int deflate)
    {
        Hdf5OutputDataset dataset = new(this, name, fileType, rowShape, chunkRows, deflate);
        datasets.Add(dataset);
        return dataset;
    }

    /// <summary>Sets a numeric attribute of the root.</summary>
    public void SetAttribute(string name, double value) => SetAttribute(name, H5T.IEEE_F64LE, H5T.NATIVE_DOUBLE, (nint)(&value));

    /// <summary>Sets an integer attribute of the root.</summary>
    public void SetAttribute(string name, long value) => SetAttribute(name, H5T.STD_I64LE, H5T.NATIVE_INT64, (nint)(&value));

    /// <summary>Sets a text attribute of the root, UTF-8 of fixed length, at most 60,000 bytes.</summary>
    public void SetAttribute(string name, string value)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(value + "\0");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, 60_000, nameof(value));
        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = new(H5T.copy(H5T.C_S1), H5T.close);
        _ = H5T.set_size(type, text.Length);
        _ = H5T.set_cset(type, H5T.cset_t.UTF8);
        fixed (byte* source = text)
        {
            SetAttribute(name, type, type, (nint)source);
        }
    }

    /// <summary>Writes a text as a scalar data set, UTF-8 of fixed length.</summary>
    public void WriteText(string name, string value)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(value + "\0");
        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id type = new(H5T.copy(H5T.C_S1), H5T.close);
        _ = H5T.set_size(type, text.Length);
        _ = H5T.set_cset(type, H5T.cset_t.UTF8);
        using Hdf5Id scalar = new(H5S.create(H5S.class_t.SCALAR), H5S.close);
        using Hdf5Id properties = new(H5P.create(H5P.DATASET_CREATE), H5P.close);
        _ = H5P.set_obj_track_times(properties, 0);
        using Hdf5Id dataset = new(H5D.create(id, name, type, scalar, H5P.DEFAULT, properties), H5D.close);
        fixed (byte* source = text)
        {
            if (!dataset.IsValid || H5D.write(dataset, type, H5S.ALL, H5S.ALL, H5P.DEFAULT, (nint)source) < 0)
            {
                throw Failure($"{name} cannot be written");
            }
        }
    }

    /// <summary>Writes everything out and closes the file.</summary>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    public void Close()
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        closed = true;
        bool good = H5F.flush(id, H5F.scope_t.GLOBAL) >= 0;
        string reason = good ? "" : Hdf5Library.LastError();
        foreach (Hdf5OutputDataset dataset in datasets)
        {
            good &= dataset.Close();
        }

        if (!id.Close() || !good)
        {
            throw Failure("could not be written out", reason);
        }
    }

    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            foreach (Hdf5OutputDataset dataset in datasets)
            {
                dataset.Dispose();
            }

            id.Dispose();
        }
    }

    /// <summary>The exception for a failed call. Call inside <see cref="Hdf5Library.Enter"/>.</summary>
    internal IOException Failure(string what, string? reason = null) =>
        new(AtomicFile.WithFinalNames($"{path}: {what}: {(string.IsNullOrEmpty(reason) ? Hdf5Library.LastError() : reason)}"));

    private void SetAttribute(string name, long fileType, long memoryType, nint value)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        using Hdf5Id scalar = new(H5S.create(H5S.class_t.SCALAR), H5S.close);
        using Hdf5Id attribute = new(H5A.create(id, name, fileType, scalar), H5A.close);
        if (!attribute.IsValid || H5A.write(attribute, memoryType, value) < 0)
        {
            throw Failure($"attribute {name} cannot be written");
        }
    }
}
