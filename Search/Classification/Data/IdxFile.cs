using System.Buffers.Binary;
using System.IO.Compression;

namespace EventStereo.Search.Classification.Data;

/// <summary>
/// The idx format of MNIST, plain or in gzip: two zero bytes, the type of the values (8 is bytes), the number of dimensions, each dimension as a big-endian 32-bit number,
/// then the values, the last dimension fastest. Source: LeCun, Cortes, Burges, "The MNIST database", "File formats".
/// </summary>
internal static class IdxFile
{
    /// <summary>Largest content that is read: what one array holds.</summary>
    public const int MaxBytes = 1 << 30;

    private const byte Bytes = 8;

    /// <summary>The best that deflate can do (RFC 1951: a match of 258 bytes in two bits): a compressed file that promises more is not worth an allocation.</summary>
    private const long MostInflation = 1032;

    /// <summary>Reads a file of bytes with <paramref name="dimensions"/> dimensions; <paramref name="item"/> names one entry of the first in messages.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or is not as long as its head says.</exception>
    public static (int[] Dimensions, byte[] Values) Read(string path, int dimensions, string item)
    {
        using FileStream file = File.OpenRead(path);
        bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        try
        {
            using Stream content = compressed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
            return Read(path, content, compressed ? file.Length * MostInflation : file.Length, dimensions, item);
        }
        catch (InvalidDataException exception) when (compressed && exception.InnerException is null && !exception.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: damaged gzip data: {exception.Message}", exception);
        }
    }

    private static (int[] Dimensions, byte[] Values) Read(string path, Stream content, long mostBytes, int dimensions, string item)
    {
        byte[] head = new byte[4 + (4 * dimensions)];
        int got = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        uint magic = got >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(head) : 0, wanted = (uint)((Bytes << 8) | dimensions);
        if (magic != wanted)
        {
            throw new InvalidDataException($"{path}: offset 0: not an idx file of bytes in {dimensions} dimension{(dimensions == 1 ? "" : "s")}: it begins with 0x{magic:X8}, not 0x{wanted:X8}");
        }

        if (got < head.Length)
        {
            throw new InvalidDataException($"{path}: offset {got}: the file ends within its head of {head.Length} bytes");
        }

        int[] sizes = new int[dimensions];
        long bytes = 1;
        for (int i = 0; i < dimensions; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4 + (4 * i)));
            bytes = size is 0 or > MaxBytes ? long.MaxValue : Math.Min(bytes * size, MaxBytes + 1L);
            if (bytes > MaxBytes)
            {
                throw new InvalidDataException($"{path}: offset {4 + (4 * i)}: dimension {i} is {size}; all together are 1 to {MaxBytes} bytes");
            }

            sizes[i] = (int)size;
        }

        long each = bytes / sizes[0];
        if (bytes > mostBytes)
        {
            throw new InvalidDataException($"{path}: the head says {sizes[0]} {item}s, {bytes} bytes, which the file cannot hold");
        }

        byte[] values = new byte[bytes];
        int read = content.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < values.Length)
        {
            throw new InvalidDataException($"{path}: {item} {read / each}: the file ends {values.Length - read} bytes too early, after {read / each} of {sizes[0]} {item}s");
        }

        return content.ReadByte() < 0
            ? (sizes, values)
            : throw new InvalidDataException($"{path}: offset {head.Length + bytes}: more follows the {sizes[0]} {item}s that the head says");
    }
}
