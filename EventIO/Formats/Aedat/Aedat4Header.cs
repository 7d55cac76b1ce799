using System.Buffers.Binary;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>The file's header.</summary>
/// <param name="Compression">How packets are packed.</param>
/// <param name="TablePosition">Where the header says that the table of packets begins; -1 if there is none. Not checked.</param>
/// <param name="Streams">The streams, by number.</param>
/// <param name="FirstPacket">Where packets begin.</param>
internal sealed record Aedat4Header(Aedat4Compression Compression, long TablePosition, IReadOnlyList<Aedat4Stream> Streams, long FirstPacket)
{
    private const int MaxBytes = 1 << 20;
    private const int PrefixBytes = 4;

    /// <summary>What a file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "#!AER-DAT4.0\r\n"u8;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">Not an AEDAT4 file, or the header is damaged.</exception>
    public static Aedat4Header Read(Aedat4Bytes file)
    {
        byte[] start = new byte[Magic.Length + PrefixBytes];
        if (!file.TryRead(0, start) || !start.AsSpan().StartsWith(Magic))
        {
            throw new InvalidDataException($"{file.Path}: not an AEDAT4 file: it does not begin with #!AER-DAT4.0");
        }

        uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(Magic.Length));
        if (bytes > MaxBytes || bytes > file.Length - start.Length)
        {
            throw new InvalidDataException(
                $"{file.Path}: at byte {Magic.Length}: the header claims {bytes:N0} bytes; the file holds {file.Length - start.Length:N0} more, and {MaxBytes:N0} are the limit");
        }

        byte[] prefixed = new byte[PrefixBytes + bytes];
        try
        {
            return file.TryRead(Magic.Length, prefixed) ? Parse(prefixed, Magic.Length + prefixed.Length) : throw new InvalidDataException("cut off");
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException($"{file.Path}: at byte {Magic.Length}: the header is damaged: {failure.Message}", failure);
        }
    }

    private static Aedat4Header Parse(ReadOnlySpan<byte> prefixed, long firstPacket)
    {
        FlatTable root = FlatTable.Root(prefixed, "IOHE"u8);
        Aedat4Compression compression = (Aedat4Compression)root.Int32(0, 0);
        if (!Enum.IsDefined(compression))
        {
            throw new InvalidDataException($"compression {(int)compression} is none that is known (0 to 4)");
        }

        string info = System.Text.Encoding.UTF8.GetString(root.Structures(2, 1));
        return new Aedat4Header(compression, root.Int64(1, -1), info.Length == 0 ? [] : Aedat4InfoNode.Parse(info), firstPacket);
    }
}
