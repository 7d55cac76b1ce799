namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>What of an EVT 3.0 stream's state is known.</summary>
[Flags]
internal enum Evt3Known : byte
{
    None = 0,

    /// <summary>There was a TIME_HIGH that was believed.</summary>
    Clock = 1,

    /// <summary>Events have a time: not before the first TIME_HIGH, nor after one that the next contradicts.</summary>
    Time = 2,

    /// <summary>There was an ADDR_Y.</summary>
    Row = 4,

    /// <summary>Events can be decoded.</summary>
    TimeAndRow = Time | Row,
}
