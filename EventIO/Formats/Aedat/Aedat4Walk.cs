using System.Buffers.Binary;
using EventStereo.EventIO.Formats.Compression;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// Goes from packet to packet. A packet is believed if its stream is one of the header's, its length fits the file, and its content
/// begins as a frame or message of that stream does: some ten fixed bytes. Where no packet begins, the walk goes on at the next place where
/// one does, and counts the bytes between.
/// </summary>
internal sealed class Aedat4Walk
{
    /// <summary>Most bytes of a packet, packed or unpacked: four million events.</summary>
    public const int MaxPacketBytes = 1 << 26;

    /// <summary>Header, length of the message, its root's place and its type: what is looked at.</summary>
    private const int LookBytes = Aedat4Packet.HeaderBytes + 12;

    private const int SearchBytes = 65_536;
    private readonly Aedat4Bytes file;
    private readonly Aedat4Header header;
    private readonly long end;
    private readonly Dictionary<int, uint> types;
    private readonly byte[] look = new byte[LookBytes];
    private byte[] window = [];

    /// <summary>Where to search from if no packet begins at <see cref="position"/>: the length of a packet that was passed over may be wrong.</summary>
    private long doubtFrom;
    private long position;
    private long wastedBytes;

    /// <param name="file">The file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="end">Where packets end.</param>
    public Aedat4Walk(Aedat4Bytes file, Aedat4Header header, long end)
    {
        this.file = file;
        this.header = header;
        this.end = end;
        types = header.Streams.ToDictionary(stream => stream.Id, stream => TypeMark(stream.Type));
        Go(header.FirstPacket);
    }

    /// <summary>Bytes that belonged to no packet which could be read.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Place of the next packet, or of what should be one.</summary>
    public long Position => position;

    /// <summary>Goes on at a place where a packet begins.</summary>
    public void Go(long offset) => position = doubtFrom = offset;

    /// <summary>The next packet; false at the end.</summary>
    public bool Next(out Aedat4Packet packet)
    {
        packet = default;
        if (position >= end)
        {
            return false;
        }

        if (!Believes(position, out packet) && !Resynchronise(position, doubtFrom < position ? doubtFrom : position + 1, out packet))
        {
            return false;
        }

        (position, doubtFrom) = (packet.End, packet.Content);
        return true;
    }

    /// <summary>Unpacks the packet that <see cref="Next"/> gave last. One that does not unpack is skipped and counted.</summary>
    /// <exception cref="InvalidDataException">The file is damaged in so many places that reading it would take forever.</exception>
    public bool TryUnpack(Aedat4Packet packet, UnpackedBytes into)
    {
        try
        {
            file.Unpack(header.Compression, packet.Content, packet.Bytes, into);
            doubtFrom = position;
            return true;
        }
        catch (InvalidDataException)
        {
            Reject(packet, into.Span.Length);
            return false;
        }
    }

    /// <summary>Skips the packet that <see cref="Next"/> gave last: it unpacked, but not to what it should.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="unpackedBytes">What it unpacked to, in vain.</param>
    /// <exception cref="InvalidDataException">The file is damaged in so many places that reading it would take forever.</exception>
    public void Reject(Aedat4Packet packet, int unpackedBytes)
    {
        // Overlapping false packets could each unpack to the limit; a file whose packets are damaged one by one stays far below this.
        wastedBytes += unpackedBytes;
        if (wastedBytes > (16 * file.Length) + MaxPacketBytes)
        {
            throw new InvalidDataException($"{file.Path}: at byte {packet.Offset:N0}: too much of the file is damaged to go on");
        }

        if (packet.End >= end || Believes(packet.End, out _))
        {
            SkippedBytes += packet.End - packet.Offset;
            Go(packet.End);
        }
        else if (Resynchronise(packet.Offset, packet.Content, out Aedat4Packet next))
        {
            Go(next.Offset);
        }
    }

    /// <summary>Searches for a packet from a place on; the bytes from where one was missed are counted. At the end, false.</summary>
    private bool Resynchronise(long missed, long from, out Aedat4Packet packet)
    {
        bool found = Search(from, out packet);
        long to = found ? packet.Offset : end;

        // Found before the place where the packet passed over was said to end: then that one was none.
        SkippedBytes += to >= missed ? to - missed : to - (from - Aedat4Packet.HeaderBytes);
        if (!found)
        {
            Go(end);
        }

        return found;
    }

    private bool Search(long from, out Aedat4Packet packet)
    {
        window = window.Length == 0 ? new byte[SearchBytes] : window;
        for (long start = from; start <= end - LookBytes;)
        {
            int count = file.Read(start, window.AsSpan(0, (int)Math.Min(SearchBytes, end - start)));
            for (int i = 0; i <= count - LookBytes; i++)
            {
                if (Believes(window.AsSpan(i, LookBytes), start + i, out packet))
                {
                    return true;
                }
            }

            if (count < LookBytes)
            {
                break;
            }

            start += count - LookBytes + 1;
        }

        packet = default;
        return false;
    }

    private bool Believes(long offset, out Aedat4Packet packet)
    {
        packet = default;
        return offset <= end - LookBytes && file.TryRead(offset, look) && Believes(look, offset, out packet);
    }

    private bool Believes(ReadOnlySpan<byte> start, long offset, out Aedat4Packet packet)
    {
        packet = new Aedat4Packet(offset, BinaryPrimitives.ReadInt32LittleEndian(start), BinaryPrimitives.ReadInt32LittleEndian(start[4..]));
        if (packet.Bytes is < LookBytes - Aedat4Packet.HeaderBytes or > MaxPacketBytes || packet.End > end)
        {
            return false;
        }

        // The frame's mark, or the message's length and type.
        uint mark = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        return types.TryGetValue(packet.Stream, out uint type) && header.Compression switch
        {
            Aedat4Compression.None => mark == packet.Bytes - 4 && BinaryPrimitives.ReadUInt32LittleEndian(start[16..]) == type,
            Aedat4Compression.Lz4 or Aedat4Compression.Lz4High => mark == Lz4Unpacker.Magic,
            _ => mark == ZstdUnpacker.Magic,
        };
    }

    private static uint TypeMark(string type)
    {
        Span<byte> letters = stackalloc byte[4];
        _ = System.Text.Encoding.ASCII.TryGetBytes(type.AsSpan(0, Math.Min(4, type.Length)), letters, out _);
        return BinaryPrimitives.ReadUInt32LittleEndian(letters);
    }
}
