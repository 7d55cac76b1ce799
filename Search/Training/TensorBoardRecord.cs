using System.Buffers.Binary;
using System.Numerics;

namespace EventStereo.Search.Training;

/// <summary>
/// The framing of TensorFlow's record files: length (8 bytes), its masked checksum (4), data, their masked checksum (4), all
/// little-endian; the checksum is CRC-32C, masked as <c>rotate_right(crc, 15) + 0xa282ead8</c>. Source: tensorflow/tsl
/// <c>lib/io/record_writer.h</c>, <c>lib/hash/crc32c.h</c>.
/// </summary>
internal static class TensorBoardRecord
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>Writes <paramref name="data"/> as one record.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> data)
    {
        Span<byte> frame = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(frame, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], MaskedCrc32C(frame[..8]));
        stream.Write(frame);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, MaskedCrc32C(data));
        stream.Write(frame[..4]);
    }

    /// <summary>CRC-32C (Castagnoli) of <paramref name="data"/>.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }

        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    private static uint MaskedCrc32C(ReadOnlySpan<byte> data) => unchecked(BitOperations.RotateRight(Crc32C(data), 15) + MaskDelta);
}
