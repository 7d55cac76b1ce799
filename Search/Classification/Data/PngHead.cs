using System.Buffers.Binary;

namespace EventStereo.Search.Classification.Data;

/// <summary>What a PNG file says of itself (ISO/IEC 15948: signature, then the chunk IHDR with the size; IEND is the last chunk).</summary>
internal static class PngHead
{
    private const int HeadBytes = 24, TailBytes = 12, SizeOffset = 16;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether it begins as PNG files do.</summary>
    public static bool IsPng(ReadOnlySpan<byte> content) => content.Length >= HeadBytes + TailBytes && content.StartsWith(Signature) && content[12..].StartsWith("IHDR"u8);

    /// <summary>Rows and columns by the head; a file without an end is refused too, as decoders fill what is missing.</summary>
    /// <exception cref="InvalidDataException">No sensible size, or no end.</exception>
    public static (int Height, int Width) SizeOf(string path, ReadOnlySpan<byte> content)
    {
        (int, int) size = ImageFile.Sensible(
            path, SizeOffset, BinaryPrimitives.ReadUInt32BigEndian(content[(SizeOffset + 4)..]), BinaryPrimitives.ReadUInt32BigEndian(content[SizeOffset..]));
        return content[^8..^4].SequenceEqual("IEND"u8)
            ? size
            : throw new InvalidDataException($"{path}: offset {content.Length}: the image ends before its last part");
    }
}
