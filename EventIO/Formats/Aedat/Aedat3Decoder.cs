using System.Buffers.Binary;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;
using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// Decodes the polarity events of AEDAT 3.1: 32 bits of bit 0 valid, bit 1 polarity (1 is brighter), bits 2 to 16 row, bits 17 to 31 column, both from 0 at the upper left, then 31 bits of
/// time in microseconds, above which are those of the packet. Other packets, those of other devices, and events that a filter has marked as not valid are passed over.
/// </summary>
internal sealed class Aedat3Decoder : EventDecoder
{
    /// <summary>Bytes of a polarity event, and where its time is in it.</summary>
    public const int EventBytes = 8, TimeOffset = 4;

    private const int BlockEvents = 32_768;

    private readonly string path;
    private readonly short? source;
    private readonly SafeFileHandle file;
    private readonly byte[] block = new byte[BlockEvents * EventBytes];
    private readonly long endOffset;
    private long offset;
    private int left; // events of the packet that are still to come
    private int overflow;

    /// <param name="path">The file.</param>
    /// <param name="dataOffset">Where its packets begin.</param>
    /// <param name="source">The device whose events are read; null takes those of all.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public Aedat3Decoder(string path, long dataOffset, short? source)
    {
        this.path = path;
        this.source = source;
        file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        endOffset = RandomAccess.GetLength(file);
        offset = dataOffset;
    }

    public override bool Decode(EventBatch into)
    {
        bool any = false;
        while (!any && (left > 0 || NextPacket()))
        {
            int events = (int)Math.Min(Math.Min(left, BlockEvents), (endOffset - offset) / EventBytes), bytes = 0;
            while (bytes < events * EventBytes)
            {
                int read = RandomAccess.Read(file, block.AsSpan(bytes, (events * EventBytes) - bytes), offset + bytes);
                bytes += read > 0 ? read : throw new InvalidDataException($"{path}: offset {offset + bytes}: the file has become shorter while it was read");
            }

            Convert(block.AsSpan(0, bytes), into);
            offset += bytes;
            left -= events;
            any = events > 0;
            if (left > 0 && endOffset - offset < EventBytes)
            {
                (offset, left) = (EndOfCut(), 0);
            }
        }

        return any;
    }

    public override DecoderMark Mark() => new(offset, ((Int128)overflow << 32) | (uint)left);

    public override void Seek(DecoderMark mark) => (offset, left, overflow) = (mark.Offset, (int)(uint)(mark.State & uint.MaxValue), (int)(mark.State >> 32));

    public override void Dispose() => file.Dispose();

    /// <summary>Goes to the events of the next packet that has some; false at the file's end.</summary>
    private bool NextPacket()
    {
        Span<byte> bytes = stackalloc byte[Aedat3PacketHeader.Bytes];
        while (endOffset - offset >= bytes.Length)
        {
            bytes = bytes[..RandomAccess.Read(file, bytes, offset)];
            Aedat3PacketHeader header = bytes.Length == Aedat3PacketHeader.Bytes ? Aedat3PacketHeader.Read(bytes) : default;
            if (!header.CouldBe)
            {
                throw new InvalidDataException($"{path}: offset {offset}: damaged; no packet of events begins here");
            }

            offset += Aedat3PacketHeader.Bytes;
            if (header.Type == Aedat3PacketHeader.Polarity && header.Events > 0 && (source ?? header.Source) == header.Source)
            {
                (left, overflow) = (header.Events, header.TimeOverflow);
                return true;
            }

            offset = header.ContentBytes <= endOffset - offset ? offset + header.ContentBytes : EndOfCut();
        }

        Losses.SkippedBytes += endOffset - offset;
        offset = endOffset;
        return false;
    }

    /// <summary>The file's end, within a packet: which makes the packet malformed, also where the cut is between two events.</summary>
    private long EndOfCut()
    {
        Losses.Malformed++;
        Losses.SkippedBytes += endOffset - offset;
        return endOffset;
    }

    private void Convert(ReadOnlySpan<byte> events, EventBatch into)
    {
        int made = 0;
        long highUs = (long)overflow << 31;
        EventColumns columns = into.Reserve(events.Length / EventBytes);
        for (; events.Length >= EventBytes; events = events[EventBytes..])
        {
            uint data = BinaryPrimitives.ReadUInt32LittleEndian(events);
            int timeUs = BinaryPrimitives.ReadInt32LittleEndian(events[TimeOffset..]);
            if ((data & 1) == 0)
            {
                continue;
            }

            if (timeUs < 0)
            {
                Losses.Malformed++;
                continue;
            }

            columns.TUs[made] = highUs + timeUs;
            columns.X[made] = (ushort)(data >> 17);
            columns.Y[made] = (ushort)((data >> 2) & 0x7FFF);
            columns.Polarity[made] = (sbyte)((int)(data & 2) - 1);
            made++;
        }

        into.Commit(made);
    }
}
