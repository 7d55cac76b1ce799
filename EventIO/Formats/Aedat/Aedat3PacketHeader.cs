using System.Buffers.Binary;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>The 28 bytes in front of the events of an AEDAT 3.1 packet, least significant byte first (docs.inivation.com, "AEDAT 3.1", "Header").</summary>
/// <param name="Type">What the events are; 1 is polarity events.</param>
/// <param name="Source">Number of the device.</param>
/// <param name="EventBytes">Bytes of an event.</param>
/// <param name="TimeOffset">Where in an event its time is.</param>
/// <param name="TimeOverflow">Bits 31 and up of every time.</param>
/// <param name="Events">Number of events that follow.</param>
internal readonly record struct Aedat3PacketHeader(short Type, short Source, int EventBytes, int TimeOffset, int TimeOverflow, int Events)
{
    /// <summary>Bytes of it.</summary>
    public const int Bytes = 28;

    /// <summary>Type of polarity events.</summary>
    public const short Polarity = 1;

    /// <summary>Bytes of the events that follow.</summary>
    public long ContentBytes => (long)EventBytes * Events;

    /// <summary>Whether it could be one; polarity events have one form.</summary>
    public bool CouldBe => Type >= 0 && EventBytes > 0 && TimeOverflow >= 0 && Events >= 0
        && (Type != Polarity || (EventBytes == Aedat3Decoder.EventBytes && TimeOffset == Aedat3Decoder.TimeOffset));

    /// <summary>Reads one.</summary>
    public static Aedat3PacketHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt16LittleEndian(bytes),
        BinaryPrimitives.ReadInt16LittleEndian(bytes[2..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[20..])); // at 16 the capacity, which in a file is the number, and at 24 the number of valid ones, which their bits say too
}
