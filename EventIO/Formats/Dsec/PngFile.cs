using System.Buffers.Binary;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>
/// A PNG file looked through before anything is unpacked: what its header claims, and that every chunk is whole (PNG specification, 5.3). libpng prints what it finds
/// wrong on standard error, so it gets sound files only.
/// </summary>
internal static class PngFile
{
    private const int MaxBytes = 1 << 26;
    private const long MaxPixels = 1 << 24;
    private const int SignatureBytes = 8;

    /// <summary>Length, type and check of a chunk.</summary>
    private const int FrameBytes = 12;
    private const int HeaderBytes = SignatureBytes + FrameBytes + 13;
    private const uint CrcPolynomial = 0xEDB88320;
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>Extents of an image of one 16-bit channel, by its header.</summary>
    /// <exception cref="InvalidDataException">It is none, or larger than 2^24 pixels.</exception>
    public static SensorSize SizeOfGrey16(string path)
    {
        byte[] head = new byte[HeaderBytes];
        using FileStream stream = File.OpenRead(path);
        return SizeOfGrey16(path, head.AsSpan(0, stream.ReadAtLeast(head, HeaderBytes, throwOnEndOfStream: false)));
    }

    /// <summary>Reads a file of one 16-bit channel whose every chunk is whole.</summary>
    /// <exception cref="InvalidDataException">It is none, or damaged.</exception>
    public static byte[] ReadGrey16(string path)
    {
        if (FileSize.Of(path) > MaxBytes)
        {
            throw new InvalidDataException($"{path}: more than {MaxBytes:N0} bytes, which no disparity map has");
        }

        byte[] file = File.ReadAllBytes(path);
        SizeOfGrey16(path, file);
        int at = SignatureBytes;
        while (at < file.Length)
        {
            uint length = file.Length - at >= FrameBytes ? BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) : uint.MaxValue;
            if (length > file.Length - at - FrameBytes)
            {
                throw new InvalidDataException($"{path}: truncated or damaged at byte {at}: a chunk reaches past the end");
            }

            ReadOnlySpan<byte> content = file.AsSpan(at + 4, (int)length + 4);
            at += FrameBytes + (int)length;
            if (Crc(content) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at - 4)))
            {
                throw new InvalidDataException($"{path}: damaged: the chunk that ends at byte {at} fails its check");
            }

            if (content.StartsWith("IEND"u8))
            {
                return file;
            }
        }

        throw new InvalidDataException($"{path}: truncated: its last chunk is missing");
    }

    private static SensorSize SizeOfGrey16(string path, ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderBytes || !head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
            || !head[12..].StartsWith("IHDR"u8))
        {
            throw new InvalidDataException($"{path}: not a PNG image");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(head[16..]), height = BinaryPrimitives.ReadUInt32BigEndian(head[20..]);
        return width >= 1 && height >= 1 && width <= MaxPixels && height <= MaxPixels / width && head[24] == 16 && head[25] == 0
            ? new SensorSize((int)width, (int)height)
            : throw new InvalidDataException($"{path}: {width}x{height}, {head[24]} bits, colour type {head[25]}; expected 16 bits of grey, at most {MaxPixels:N0} pixels");
    }

    private static uint Crc(ReadOnlySpan<byte> content)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in content)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint CrcOf(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? CrcPolynomial ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
