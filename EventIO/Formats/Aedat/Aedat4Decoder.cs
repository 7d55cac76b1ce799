using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Compression;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>Decodes one event stream, one packet in memory at a time.</summary>
internal sealed class Aedat4Decoder : EventDecoder
{
    private readonly Aedat4Bytes file;
    private readonly Aedat4Walk walk;
    private readonly UnpackedBytes unpacked = new(Aedat4Walk.MaxPacketBytes);
    private readonly int stream;
    private readonly long originUs;
    private Aedat4Packet packet;
    private int next;
    private int count;

    /// <param name="path">The file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="end">Where packets end.</param>
    /// <param name="stream">Number of the stream.</param>
    /// <param name="originUs">The file's time of time 0.</param>
    public Aedat4Decoder(string path, Aedat4Header header, long end, int stream, long originUs)
    {
        file = new Aedat4Bytes(path);
        walk = new Aedat4Walk(file, header, end);
        this.stream = stream;
        this.originUs = originUs;
    }

    /// <summary>Bytes of memory that packets have taken, for tests of the bound.</summary>
    internal int ReservedBytes => unpacked.ReservedBytes;

    public override bool Decode(EventBatch into)
    {
        while (next == count)
        {
            if (!walk.Next(out packet))
            {
                Losses.SkippedBytes = walk.SkippedBytes;
                return false;
            }

            Open();
        }

        Losses.SkippedBytes = walk.SkippedBytes;
        int block = Math.Min(count - next, MaxBlockEvents);
        Convert(Aedat4Payload.Events(unpacked.Span).Slice(next, block), into);
        next += block;
        return true;
    }

    /// <summary>The packet that the next block is in, and the number of its events that were given already.</summary>
    public override DecoderMark Mark() => next < count ? new DecoderMark(packet.Offset, next) : new DecoderMark(walk.Position, 0);

    public override void Seek(DecoderMark mark)
    {
        walk.Go(mark.Offset);
        next = count = 0;
        if (mark.State > 0 && walk.Next(out packet))
        {
            Open();
            next = (int)Int128.Min(mark.State, count);
        }
    }

    public override void Dispose() => file.Dispose();

    /// <summary>Unpacks the packet if it is of this stream.</summary>
    private void Open()
    {
        next = count = 0;
        if (packet.Stream != stream || !walk.TryUnpack(packet, unpacked))
        {
            return;
        }

        try
        {
            count = Aedat4Payload.Events(unpacked.Span).Length;
        }
        catch (InvalidDataException)
        {
            walk.Reject(packet, unpacked.Span.Length);
        }
    }

    private void Convert(ReadOnlySpan<Aedat4Event> events, EventBatch into)
    {
        EventColumns columns = into.Reserve(events.Length);
        Span<long> tUs = columns.TUs[..events.Length];
        Span<ushort> x = columns.X[..events.Length], y = columns.Y[..events.Length];
        Span<sbyte> polarity = columns.Polarity[..events.Length];
        int made = 0;
        for (int i = 0; i < events.Length; i++)
        {
            ref readonly Aedat4Event one = ref events[i];
            if (one.TUs >= Aedat4Payload.MaxUs)
            {
                continue;
            }

            tUs[made] = (long)one.TUs - originUs;
            x[made] = one.X;
            y[made] = one.Y;
            polarity[made] = (sbyte)(one.On == 0 ? -1 : 1);
            made++;
        }

        Losses.Malformed += events.Length - made;
        into.Commit(made);
    }
}
