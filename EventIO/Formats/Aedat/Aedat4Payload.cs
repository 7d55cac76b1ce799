using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>What an unpacked packet holds. Every type of packet has its list, or its one image's time, in the first field.</summary>
internal static class Aedat4Payload
{
    /// <summary>Times are Unix microseconds; from here on (the year 38,500) and below 0 they are damage.</summary>
    public const ulong MaxUs = 1UL << 60;

    /// <summary>The events of a packet.</summary>
    /// <exception cref="InvalidDataException">The packet holds no events, or is damaged.</exception>
    public static ReadOnlySpan<Aedat4Event> Events(ReadOnlySpan<byte> unpacked) =>
        MemoryMarshal.Cast<byte, Aedat4Event>(FlatTable.Root(unpacked, "EVTS"u8).Structures(0, Aedat4Event.Bytes));

    /// <summary>Counts a packet's elements of a type; of a type that is not known, the packet is one element without a time.</summary>
    /// <exception cref="InvalidDataException">The packet is of another type, or damaged.</exception>
    public static Aedat4Span Measure(string type, ReadOnlySpan<byte> unpacked)
    {
        switch (type)
        {
            case Aedat4Stream.Events:
                return MeasureEvents(Events(unpacked));
            case Aedat4Stream.Imu:
                return MeasureSamples(FlatTable.Root(unpacked, "IMUS"u8).Tables(0));
            case Aedat4Stream.Triggers:
                return MeasureSamples(FlatTable.Root(unpacked, "TRIG"u8).Tables(0));
            case Aedat4Stream.Frames:
                return With(Aedat4Span.Empty, FlatTable.Root(unpacked, "FRME"u8).Int64(0, 0));
            default:
                return Aedat4Span.Empty with { Count = 1 };
        }
    }

    private static Aedat4Span MeasureEvents(ReadOnlySpan<Aedat4Event> events)
    {
        long first = long.MaxValue, last = long.MinValue;
        foreach (ref readonly Aedat4Event one in events)
        {
            if (one.TUs < MaxUs)
            {
                first = Math.Min(first, (long)one.TUs);
                last = Math.Max(last, (long)one.TUs);
            }
        }

        return new Aedat4Span(events.Length, first, last);
    }

    private static Aedat4Span MeasureSamples(FlatTables samples)
    {
        Aedat4Span span = Aedat4Span.Empty;
        for (int i = 0; i < samples.Count; i++)
        {
            span = With(span, samples[i].Int64(0, 0));
        }

        return span;
    }

    private static Aedat4Span With(Aedat4Span span, long tUs) => (ulong)tUs < MaxUs
        ? new Aedat4Span(span.Count + 1, Math.Min(span.FirstUs, tUs), Math.Max(span.LastUs, tUs))
        : span with { Count = span.Count + 1 };
}
