using System.Buffers.Binary;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// A table of a FlatBuffers message, read in place with every offset checked against the message (flatbuffers.dev, "FlatBuffer
/// internals"). A table begins with the signed distance back to its field list: two lengths, then a place in the table for each field, 0 for
/// a field that has its default. Nested data is reached by unsigned distances forward.
/// </summary>
internal readonly ref struct FlatTable
{
    private const int PrefixBytes = 4, IdentifierBytes = 4;
    private readonly ReadOnlySpan<byte> message;
    private readonly int start;
    private readonly int fields;
    private readonly int fieldsBytes;

    /// <param name="message">The message without its length prefix.</param>
    /// <param name="start">Place of the table in it.</param>
    /// <exception cref="InvalidDataException">The table or its field list lies outside.</exception>
    public FlatTable(ReadOnlySpan<byte> message, int start)
    {
        this.message = message;
        this.start = start;
        long list = (long)start - BinaryPrimitives.ReadInt32LittleEndian(At(start, 4));
        fields = list is >= 0 and <= int.MaxValue ? (int)list : throw Outside(list);
        fieldsBytes = BinaryPrimitives.ReadUInt16LittleEndian(At(fields, 2));
        _ = At(fields, Math.Max(fieldsBytes, 4));
    }

    /// <summary>The root table of a message that begins with its length.</summary>
    /// <exception cref="InvalidDataException">The length is wrong, or the message is of another type.</exception>
    public static FlatTable Root(ReadOnlySpan<byte> prefixed, ReadOnlySpan<byte> identifier)
    {
        if (!HasIdentifier(prefixed, identifier))
        {
            throw new InvalidDataException($"is no {System.Text.Encoding.ASCII.GetString(identifier)} message");
        }

        uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(prefixed);
        ReadOnlySpan<byte> message = prefixed[PrefixBytes..];
        if (bytes > message.Length)
        {
            throw new InvalidDataException($"states a message of {bytes:N0} bytes, but has {message.Length:N0}");
        }

        message = message[..(int)bytes];
        return new FlatTable(message, Forward(message, 0));
    }

    /// <summary>Whether the bytes are long enough for a message and carry the four letters of its type.</summary>
    public static bool HasIdentifier(ReadOnlySpan<byte> prefixed, ReadOnlySpan<byte> identifier) =>
        prefixed.Length >= PrefixBytes + 4 + IdentifierBytes && prefixed.Slice(PrefixBytes + 4, IdentifierBytes).SequenceEqual(identifier);

    /// <summary>A 64-bit number.</summary>
    public long Int64(int field, long missing) => Find(field) is int at and > 0 ? BinaryPrimitives.ReadInt64LittleEndian(At(at, 8)) : missing;

    /// <summary>A 32-bit number.</summary>
    public int Int32(int field, int missing) => Find(field) is int at and > 0 ? BinaryPrimitives.ReadInt32LittleEndian(At(at, 4)) : missing;

    /// <summary>A structure that lies in the table itself; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Structure(int field, int bytes) => Find(field) is int at and > 0 ? At(at, bytes) : [];

    /// <summary>A vector of structures, or a text's bytes for <paramref name="elementBytes"/> of 1; empty if it is missing.</summary>
    public ReadOnlySpan<byte> Structures(int field, int elementBytes)
    {
        if (Find(field) is not (int at and > 0))
        {
            return [];
        }

        int vector = Forward(message, at);
        long bytes = (long)BinaryPrimitives.ReadUInt32LittleEndian(At(vector, 4)) * elementBytes;
        return bytes <= message.Length - vector - 4 ? message.Slice(vector + 4, (int)bytes) : throw Outside(vector + 4 + bytes);
    }

    /// <summary>A vector of tables.</summary>
    public FlatTables Tables(int field)
    {
        // The vector holds a distance for each table, counted from the distance's own place.
        ReadOnlySpan<byte> distances = Structures(field, 4);
        return new FlatTables(message, distances.IsEmpty ? 0 : Forward(message, Find(field)) + 4, distances.Length / 4);
    }

    /// <summary>The place that the distance at <paramref name="at"/> leads to.</summary>
    internal static int Forward(ReadOnlySpan<byte> message, int at)
    {
        long to = at <= message.Length - 4 ? at + (long)BinaryPrimitives.ReadUInt32LittleEndian(message[at..]) : long.MaxValue;
        return to < message.Length ? (int)to : throw Outside(to);
    }

    private static InvalidDataException Outside(long at) => new($"holds an offset that leads outside the message ({at:N0})");

    /// <summary>Place of a field, 0 if it has its default.</summary>
    private int Find(int field)
    {
        int entry = 4 + (2 * field);
        int offset = entry + 2 <= fieldsBytes ? BinaryPrimitives.ReadUInt16LittleEndian(message[(fields + entry)..]) : 0;
        return offset == 0 ? 0 : start + offset;
    }

    private ReadOnlySpan<byte> At(int at, int bytes) => (uint)at <= (uint)message.Length && bytes <= message.Length - at ? message.Slice(at, bytes) : throw Outside(at);
}
