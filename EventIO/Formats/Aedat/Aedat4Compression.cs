namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>How packets are packed, by the numbers of the file header.</summary>
internal enum Aedat4Compression
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>LZ4 frames.</summary>
    Lz4 = 1,

    /// <summary>LZ4 frames of the slower packer.</summary>
    Lz4High = 2,

    /// <summary>Zstandard frames.</summary>
    Zstd = 3,

    /// <summary>Zstandard frames of a higher level.</summary>
    ZstdHigh = 4,
}
