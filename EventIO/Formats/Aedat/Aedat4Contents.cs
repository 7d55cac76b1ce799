using EventStereo.EventIO.Formats.Compression;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>What is known of every stream's packets.</summary>
/// <param name="Streams">An index for each stream of the header, by its number.</param>
/// <param name="FromTable">Known from the file's own table of packets, so not proven; otherwise every packet has been looked into.</param>
internal sealed record Aedat4Contents(IReadOnlyDictionary<int, Aedat4StreamIndex> Streams, bool FromTable)
{
    /// <summary>Looks into every packet. Those that are damaged count for nothing.</summary>
    public static Aedat4Contents Scan(string path, Aedat4Header header, long end)
    {
        Dictionary<int, Aedat4StreamIndex> streams = Empty(header);
        Dictionary<int, string> types = header.Streams.ToDictionary(stream => stream.Id, stream => stream.Type);
        using Aedat4Bytes file = new(path);
        Aedat4Walk walk = new(file, header, end);
        UnpackedBytes unpacked = new(Aedat4Walk.MaxPacketBytes);
        while (walk.Next(out Aedat4Packet packet))
        {
            if (walk.TryUnpack(packet, unpacked))
            {
                try
                {
                    streams[packet.Stream].Add(packet.Offset, Aedat4Payload.Measure(types[packet.Stream], unpacked.Span));
                }
                catch (InvalidDataException)
                {
                    walk.Reject(packet, unpacked.Span.Length);
                }
            }
        }

        return new Aedat4Contents(streams, FromTable: false);
    }

    /// <summary>An index without packets for each stream.</summary>
    public static Dictionary<int, Aedat4StreamIndex> Empty(Aedat4Header header) => header.Streams.ToDictionary(stream => stream.Id, _ => new Aedat4StreamIndex());
}
