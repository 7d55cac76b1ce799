namespace EventStereo.EventIO.Events;

/// <summary>What keeps a record from being an event.</summary>
internal enum RawDefectKind
{
    /// <summary>Its time is NaN, infinite, or further from the recording's origin than any recording lasts.</summary>
    InvalidTime,

    /// <summary>Its other fields make no event.</summary>
    Malformed,

    /// <summary>It lies in a block of the file that does not unpack or is missing.</summary>
    DamagedChunk,
}
