using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Nmnist;

/// <summary>
/// Decodes N-MNIST: an event is a byte x, a byte y, then from the most significant bit on 1 bit of polarity (1 is brighter) and 23 bits
/// of time in microseconds (garrickorchard.com, "Dataset format"). An event of row 240 is none: from it on, 2^13 us are added to
/// every time (the data set's Python reader, event-Python, <c>read_dataset</c>; its Matlab reader knows no such events and N-MNIST has none).
/// </summary>
internal sealed class NmnistDecoder : EventDecoder
{
    /// <summary>Bytes of an event.</summary>
    public const int EventBytes = 5;

    private const int OverflowRow = 240, OverflowUs = 1 << 13;
    private readonly RecordBlocks blocks;
    private long overflowUs;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public NmnistDecoder(string path) => blocks = new RecordBlocks(path, EventBytes);

    /// <summary>Whether bytes could be such events of a sensor: each pixel on it, time never going back but going on.</summary>
    public static bool CouldBe(ReadOnlySpan<byte> events, SensorSize sensor)
    {
        long overflowUs = 0, firstUs = -1, beforeUs = 0;
        for (; events.Length >= EventBytes; events = events[EventBytes..])
        {
            overflowUs += events[1] == OverflowRow ? OverflowUs : 0;
            long tUs = overflowUs + TimeUs(events);
            if (events[1] == OverflowRow)
            {
                continue;
            }

            if (!sensor.Contains(events[0], events[1]) || tUs < beforeUs)
            {
                return false;
            }

            beforeUs = tUs;
            firstUs = firstUs < 0 ? tUs : firstUs;
        }

        return firstUs >= 0 && beforeUs > firstUs;
    }

    public override bool Decode(EventBatch into)
    {
        ReadOnlySpan<byte> events = blocks.Next(Losses);
        Convert(events, into);
        return events.Length > 0;
    }

    public override DecoderMark Mark() => new(blocks.Offset, overflowUs);

    public override void Seek(DecoderMark mark) => (blocks.Offset, overflowUs) = (mark.Offset, (long)mark.State);

    public override void Dispose() => blocks.Dispose();

    private static int TimeUs(ReadOnlySpan<byte> record) => ((record[2] & 0x7F) << 16) | (record[3] << 8) | record[4];

    private void Convert(ReadOnlySpan<byte> events, EventBatch into)
    {
        int made = 0;
        EventColumns columns = into.Reserve(events.Length / EventBytes);
        for (; events.Length >= EventBytes; events = events[EventBytes..])
        {
            if (events[1] == OverflowRow)
            {
                overflowUs += OverflowUs;
                continue;
            }

            columns.TUs[made] = overflowUs + TimeUs(events);
            columns.X[made] = events[0];
            columns.Y[made] = events[1];
            columns.Polarity[made] = (sbyte)(((events[2] >> 7) * 2) - 1);
            made++;
        }

        into.Commit(made);
    }
}
