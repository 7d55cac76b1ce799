namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>What a decoder of EVT 2.0 or EVT 2.1 remembers from word to word; the default value is a stream's beginning.</summary>
public struct Evt2State
{
    /// <summary>Microseconds of the last TIME_HIGH that was believed: 64 times its value, wraps added.</summary>
    public long HighUs { get; set; }

    /// <summary>Whether there was a TIME_HIGH that was believed.</summary>
    public bool HasClock { get; set; }

    /// <summary>Whether events have a time: not before the first TIME_HIGH, nor after one that the next contradicts.</summary>
    public bool HasTime { get; set; }

    /// <summary>EVT 2.1 only: whether the half with type, time and pixel comes first in the file, as sensor IMX636 sends it.</summary>
    public bool HighHalfFirst { get; set; }
}
