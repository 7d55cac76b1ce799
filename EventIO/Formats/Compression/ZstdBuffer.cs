namespace EventStereo.EventIO.Formats.Compression;

/// <summary>ZSTD_inBuffer and ZSTD_outBuffer, which have one layout.</summary>
internal unsafe struct ZstdBuffer
{
    /// <summary>First byte.</summary>
    public byte* Start;

    /// <summary>Number of bytes.</summary>
    public nuint Bytes;

    /// <summary>How many of them were read or written.</summary>
    public nuint Used;
}
