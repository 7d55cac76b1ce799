using System.Buffers.Binary;
using EventStereo.EventIO.Formats.Compression;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// The table of packets at a file's end: place, stream, length, number of elements and times of each. It spares looking into the packets, but
/// it is believed only if its packets lie end to end from the header to the table, and the first and last packet of each
/// event stream are what it says. (A seek checks the packet it arrives at, too.)
/// </summary>
internal static class Aedat4Table
{
    /// <summary>A million packets: an hour of a recorder that writes all its streams.</summary>
    private const int MaxBytes = 1 << 26;

    private const int OffsetField = 0, PacketField = 1, CountField = 2, FirstField = 3, LastField = 4;

    /// <summary>Reads the table.</summary>
    /// <returns>Where packets end, and what the table says of them; null if there is none or it is not believed.</returns>
    public static (long End, Aedat4Contents? Contents) Read(Aedat4Bytes file, Aedat4Header header)
    {
        if (header.TablePosition < header.FirstPacket || header.TablePosition >= file.Length)
        {
            return (file.Length, null);
        }

        UnpackedBytes unpacked = new(MaxBytes);
        Aedat4Contents? contents = null;
        try
        {
            file.Unpack(header.Compression, header.TablePosition, file.Length - header.TablePosition, unpacked);
            contents = Parse(unpacked.Span, header);
        }
        catch (InvalidDataException)
        {
            // Damaged, or too long. What it tells is found out by looking into the packets.
        }

        // A position that leads to anything but a table is wrong; packets may go on behind it.
        bool isTable = FlatTable.HasIdentifier(unpacked.Span, "FTAB"u8);
        return (isTable ? header.TablePosition : file.Length, contents is not null && Holds(file, header, contents) ? contents : null);
    }

    private static Aedat4Contents? Parse(ReadOnlySpan<byte> unpacked, Aedat4Header header)
    {
        Dictionary<int, Aedat4StreamIndex> streams = Aedat4Contents.Empty(header);
        FlatTables packets = FlatTable.Root(unpacked, "FTAB"u8).Tables(0);
        long next = header.FirstPacket;
        for (int i = 0; i < packets.Count; i++)
        {
            FlatTable entry = packets[i];
            ReadOnlySpan<byte> words = entry.Structure(PacketField, Aedat4Packet.HeaderBytes);
            if (words.IsEmpty)
            {
                return null;
            }

            Aedat4Packet packet = new(next, BinaryPrimitives.ReadInt32LittleEndian(words), BinaryPrimitives.ReadInt32LittleEndian(words[4..]));
            Aedat4Span span = new(entry.Int64(CountField, 0), entry.Int64(FirstField, 0), entry.Int64(LastField, 0));
            bool follows = entry.Int64(OffsetField, 0) is long offset && (offset == packet.Content || offset == packet.Offset);
            if (!follows || packet.Bytes < 0 || !Plausible(span) || !streams.TryGetValue(packet.Stream, out Aedat4StreamIndex? stream))
            {
                return null;
            }

            stream.Add(packet.Offset, span);
            next = packet.End;
        }

        return next == header.TablePosition ? new Aedat4Contents(streams, FromTable: true) : null;
    }

    private static bool Plausible(Aedat4Span span) =>
        span.Count is >= 0 and <= Aedat4Walk.MaxPacketBytes && (span.Count == 0 || (span.FirstUs >= 0 && span.FirstUs <= span.LastUs && (ulong)span.LastUs < Aedat4Payload.MaxUs));

    private static bool Holds(Aedat4Bytes file, Aedat4Header header, Aedat4Contents contents) => header.Streams
        .Where(stream => stream.Type == Aedat4Stream.Events)
        .SelectMany(stream => new[] { (stream.Id, Mark: contents.Streams[stream.Id].First), (stream.Id, Mark: contents.Streams[stream.Id].Last) })
        .All(end => end.Mark is not Aedat4Mark mark || Holds(file, header, end.Id, mark));

    /// <summary>Whether a packet of events is what the table says.</summary>
    public static bool Holds(Aedat4Bytes file, Aedat4Header header, int stream, Aedat4Mark mark)
    {
        Aedat4Walk walk = new(file, header, header.TablePosition);
        UnpackedBytes unpacked = new(Aedat4Walk.MaxPacketBytes);
        walk.Go(mark.Offset);
        if (!walk.Next(out Aedat4Packet packet) || packet.Offset != mark.Offset || packet.Stream != stream || !walk.TryUnpack(packet, unpacked))
        {
            return false;
        }

        try
        {
            return Aedat4Payload.Measure(Aedat4Stream.Events, unpacked.Span) == mark.Packet;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
