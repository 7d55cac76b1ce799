using System.Buffers.Binary;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>HDF5's Fletcher checksum over 16-bit words, appended to a chunk (HDF5 File Format Specification, IV.A.2.l, filter 3).</summary>
internal static class Fletcher32
{
    /// <summary>Bytes of the checksum.</summary>
    public const int Bytes = 4;

    /// <summary>Words that can be summed in 32 bits before the sums are folded.</summary>
    private const int BlockWords = 360;

    /// <summary>Whether the last four bytes are the checksum of those before them.</summary>
    public static bool Holds(ReadOnlySpan<byte> data)
    {
        if (data.Length < Bytes)
        {
            return false;
        }

        uint sum = Of(data[..^Bytes]), stored = BinaryPrimitives.ReadUInt32LittleEndian(data[^Bytes..]);

        // Libraries before 1.6.3 stored the bytes of each half the other way round on little-endian machines.
        uint swapped = ((sum & 0x00FF00FF) << 8) | ((sum >> 8) & 0x00FF00FF);
        return stored == sum || stored == swapped;
    }

    private static uint Of(ReadOnlySpan<byte> data)
    {
        uint low = 0, high = 0;
        ReadOnlySpan<byte> rest = data;
        while (rest.Length >= 2)
        {
            int words = Math.Min(rest.Length / 2, BlockWords);
            for (int i = 0; i < words; i++)
            {
                low += BinaryPrimitives.ReadUInt16BigEndian(rest[(2 * i)..]);
                high += low;
            }

            low = Fold(low);
            high = Fold(high);
            rest = rest[(2 * words)..];
        }

        if (rest.Length == 1)
        {
            low = Fold(low + ((uint)rest[0] << 8));
            high = Fold(high + low);
        }

        return (Fold(high) << 16) | Fold(low);
    }

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);
}
