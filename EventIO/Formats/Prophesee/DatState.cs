namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>What a decoder of DAT remembers from record to record; the default value is the beginning of a file of version 2.</summary>
public struct DatState
{
    /// <summary>Time of the last record that was believed, in microseconds, wraps added.</summary>
    public long LastUs { get; set; }

    /// <summary>Whether there was a record.</summary>
    public bool HasClock { get; set; }

    /// <summary>Whether x has 9 bits and y 8, as in files before version 2, not 14 each.</summary>
    public bool NarrowPixels { get; set; }
}
