namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>A packet: eight bytes of header, then its content.</summary>
/// <param name="Offset">Place of its header in the file.</param>
/// <param name="Stream">Number of its stream.</param>
/// <param name="Bytes">Length of its content, as packed.</param>
internal readonly record struct Aedat4Packet(long Offset, int Stream, int Bytes)
{
    /// <summary>Length of the header: stream and length, each a 32-bit number.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Place of its content.</summary>
    public long Content => Offset + HeaderBytes;

    /// <summary>Place behind it.</summary>
    public long End => Content + Bytes;
}
