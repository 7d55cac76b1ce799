using System.Runtime.CompilerServices;
using EventStereo.EventIO.Formats.Hdf5;

namespace EventStereo.EventIO.Datasets;

/// <summary>Tensors as data sets of the root of an HDF5 file, in chunks of whole rows, by shuffle and deflate.</summary>
internal sealed class Hdf5TensorArchive : ITensorArchive
{
    private const long ChunkBytes = 1 << 18;

    /// <summary>Of the levels, the one that takes least time: tensors are mostly zeros, which every level packs.</summary>
    private const int Deflate = 1;
    private readonly AtomicFile target;
    private readonly Hdf5OutputFile file;

    /// <exception cref="IOException">It cannot be created.</exception>
    public Hdf5TensorArchive(string path)
    {
        target = new AtomicFile(path);
        try
        {
            file = new Hdf5OutputFile(target.TemporaryPath);
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    public ITensorRows AddGrowing<T>(string name, params ReadOnlySpan<long> rowShape)
        where T : unmanaged
    {
        long rowBytes = Unsafe.SizeOf<T>();
        foreach (long extent in rowShape)
        {
            rowBytes *= extent;
        }

        int chunkRows = (int)Math.Max(1, ChunkBytes / rowBytes);
        return new Rows(file.CreateDataset("/" + name, Hdf5ElementType.File<T>(), rowShape, chunkRows, Deflate));
    }

    public void AddText(string name, string text) => file.WriteText("/" + name, text);

    public void Complete()
    {
        file.Close();
        target.Commit();
    }

    public void Dispose()
    {
        file.Dispose();
        target.Dispose();
    }

    /// <summary>The file owns and disposes the data set.</summary>
    private sealed class Rows(Hdf5OutputDataset dataset) : ITensorRows
    {
        public void Append<T>(ReadOnlySpan<T> rows)
            where T : unmanaged => dataset.Append(rows);
    }
}
