using System.Buffers.Binary;
using System.Text;

namespace EventStereo.StereoNet.Visualization;

/// <summary>A chunk of a PNG file: four letters, data, and a checksum of both (PNG specification, third edition, 5.3).</summary>
/// <param name="Type">The four letters.</param>
/// <param name="Data">The data.</param>
internal readonly record struct PngChunk(string Type, ReadOnlyMemory<byte> Data)
{
    private const int SignatureLength = 8;
    private const uint CrcPolynomial = 0xEDB88320;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>The eight bytes that a PNG file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The chunks of a PNG file that an encoder has just made.</summary>
    public static IEnumerable<PngChunk> Read(ReadOnlyMemory<byte> file)
    {
        for (int at = SignatureLength; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.Span[at..]);
            yield return new PngChunk(Encoding.ASCII.GetString(file.Span.Slice(at + 4, 4)), file.Slice(at + 8, length));
            at += length + 12;
        }
    }

    /// <summary>Writes length, letters, data and checksum.</summary>
    public void Write(Stream stream)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, Data.Length);
        Encoding.ASCII.GetBytes(Type, head[4..]);
        stream.Write(head);
        stream.Write(Data.Span);
        uint crc = ~Crc(Crc(uint.MaxValue, head[4..]), Data.Span);
        BinaryPrimitives.WriteUInt32BigEndian(head, crc);
        stream.Write(head[..4]);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? CrcPolynomial ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
