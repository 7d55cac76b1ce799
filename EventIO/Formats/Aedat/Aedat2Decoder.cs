using System.Buffers.Binary;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// Decodes AEDAT 2.0 of a DVS128: an address and a time in microseconds, each 32 bits, most significant byte first. Bits of the address (jAER, <c>DVS128.Extractor</c>): 0 polarity, 0 is
/// brighter; 1 to 7 column, from the right; 8 to 14 row, from below; 15 and 31 mark what is no pixel's event (triggers, synchronisation), which is passed over.
/// </summary>
internal sealed class Aedat2Decoder : EventDecoder
{
    /// <summary>Bytes of an event.</summary>
    public const int EventBytes = 8;

    /// <summary>Pixels of a row and of a column.</summary>
    public const int Side = 128;

    private const uint Special = 0x8000_8000, Known = 0x0000_7FFF;

    private readonly RecordBlocks blocks;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public Aedat2Decoder(string path, long dataOffset) => blocks = new RecordBlocks(path, EventBytes, dataOffset);

    public override bool Decode(EventBatch into)
    {
        ReadOnlySpan<byte> events = blocks.Next(Losses);
        Convert(events, into);
        return events.Length > 0;
    }

    public override DecoderMark Mark() => new(blocks.Offset, 0);

    public override void Seek(DecoderMark mark) => blocks.Offset = mark.Offset;

    public override void Dispose() => blocks.Dispose();

    private void Convert(ReadOnlySpan<byte> events, EventBatch into)
    {
        int made = 0;
        EventColumns columns = into.Reserve(events.Length / EventBytes);
        for (; events.Length >= EventBytes; events = events[EventBytes..])
        {
            uint address = BinaryPrimitives.ReadUInt32BigEndian(events);
            if ((address & Special) != 0)
            {
                continue;
            }

            if ((address & ~Known) != 0)
            {
                Losses.Malformed++;
                continue;
            }

            columns.TUs[made] = BinaryPrimitives.ReadUInt32BigEndian(events[4..]);
            columns.X[made] = (ushort)(Side - 1 - ((address >> 1) & 0x7F));
            columns.Y[made] = (ushort)(Side - 1 - ((address >> 8) & 0x7F));
            columns.Polarity[made] = (sbyte)(1 - (2 * (int)(address & 1)));
            made++;
        }

        into.Commit(made);
    }
}
