using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>A single array as an NPY file, as <c>numpy.save</c> writes and <c>numpy.load</c> reads it (C order, little-endian).</summary>
public static class NpyFile
{
    /// <summary>Writes an array; the file appears when it is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">Elements in C order.</param>
    /// <param name="shape">Extents; their product is the number of elements.</param>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> data, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        NpyHeader header = new(NpyType.Of<T>(), shape.ToArray());
        ArgumentOutOfRangeException.ThrowIfNotEqual(header.Elements, data.Length, nameof(shape));
        using AtomicFile file = new(path);
        using (FileStream stream = file.OpenWrite())
        {
            stream.Write(header.ToBytes());
            stream.Write(MemoryMarshal.AsBytes(data));
        }

        file.Commit();
    }

    /// <summary>Reads an array of element type <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidDataException">Not an NPY file, of another type, or its length is not what its shape says.</exception>
    public static NpyArray<T> Read<T>(string path)
        where T : unmanaged
    {
        using FileStream stream = File.OpenRead(path);
        return NpyData.Read<T>(stream, stream.Length, path);
    }
}
