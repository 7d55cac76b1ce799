namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>How the words of a RAW file are built.</summary>
internal enum RawEncoding
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>32-bit words, an event each.</summary>
    Evt2,

    /// <summary>64-bit words, 32 pixels each.</summary>
    Evt21,

    /// <summary>16-bit words that say what changes.</summary>
    Evt3,
}
