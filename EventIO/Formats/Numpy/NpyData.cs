using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>Reads the data behind an NPY header, of known length, into arrays.</summary>
internal static class NpyData
{
    /// <param name="stream">At the array's beginning.</param>
    /// <param name="length">Bytes of header and data together, as the container states them.</param>
    /// <param name="name">File and entry, for messages.</param>
    public static NpyArray<T> Read<T>(Stream stream, long length, string name)
        where T : unmanaged
    {
        NpyHeader header = NpyHeader.Read(stream, name);
        if (header.Descr != NpyType.Of<T>() && !(typeof(T) == typeof(byte) && header.Descr == "|b1"))
        {
            throw new InvalidDataException($"{name}: elements are {header.Descr}, not {NpyType.Of<T>()}");
        }

        T[] data = new T[CheckedElements(header, length, name)];
        Fill(stream, MemoryMarshal.AsBytes(data.AsSpan()), name);
        return new NpyArray<T>(data, header.Shape);
    }

    /// <summary>Reads a text: a scalar of numpy's unicode type.</summary>
    public static string ReadText(Stream stream, long length, string name)
    {
        NpyHeader header = NpyHeader.Read(stream, name);
        if (header.Descr[1] != 'U' || header.Shape.Count != 0)
        {
            throw new InvalidDataException($"{name}: not a text but {header.Descr} of shape ({string.Join(", ", header.Shape)})");
        }

        byte[] codePoints = new byte[CheckedElements(header, length, name) * header.ElementBytes];
        Fill(stream, codePoints, name);
        return System.Text.Encoding.UTF32.GetString(codePoints).TrimEnd('\0');
    }

    private static long CheckedElements(NpyHeader header, long length, string name) =>
        header.Elements <= Math.Min(length, Array.MaxLength) / Math.Max(1, header.ElementBytes)
            ? header.Elements
            : throw new InvalidDataException($"{name}: claims {header.Elements:N0} elements {header.Descr} in {length:N0} bytes");

    private static void Fill(Stream stream, Span<byte> data, string name)
    {
        if (stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length || stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"{name}: the data's length is not the {data.Length:N0} bytes that its shape takes");
        }
    }
}
