using System.IO.Compression;
using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>An array of an NPZ archive being written whose number of rows is not known yet. Made by <see cref="NpzWriter.AddGrowing{T}"/>.</summary>
public sealed class NpzGrowingArray : IDisposable
{
    private readonly string descr;
    private readonly long[] rowShape;
    private readonly string stagePath;
    private readonly FileStream stage;
    private readonly DeflateStream? packer;
    private bool closed;

    internal NpzGrowingArray(string name, string descr, ReadOnlySpan<long> rowShape, string stagePath, bool packed)
    {
        Name = name;
        this.descr = descr;
        this.rowShape = rowShape.ToArray();
        this.stagePath = stagePath;
        stage = new AtomicFile.OutputStream(stagePath);
        packer = packed ? new DeflateStream(stage, CompressionLevel.Fastest, leaveOpen: true) : null;
    }

    /// <summary>The array's name.</summary>
    public string Name { get; }

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Appends whole rows of the element type that the array was begun with.</summary>
    public void Append<T>(ReadOnlySpan<T> data)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(NpyType.Of<T>(), descr, nameof(data));
        long rows = Math.DivRem(data.Length, rowShape.Aggregate(1L, (product, extent) => product * extent), out long rest);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rest, 0, nameof(data));
        (packer ?? (Stream)stage).Write(MemoryMarshal.AsBytes(data));
        Rows += rows;
    }

    /// <summary>Removes the staging file.</summary>
    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            stage.Dispose();
            File.Delete(stagePath);
        }
    }

    /// <summary>Writes header and data; no row may follow.</summary>
    internal void CopyTo(Stream entry)
    {
        packer?.Dispose();
        stage.Position = 0;
        entry.Write(new NpyHeader(descr, [Rows, .. rowShape]).ToBytes());
        using DeflateStream? unpacker = packer is null ? null : new(stage, CompressionMode.Decompress, leaveOpen: true);
        (unpacker ?? (Stream)stage).CopyTo(entry, 1 << 18);
    }
}
