namespace EventStereo.EventIO.Events;

/// <summary>The half-open interval <c>[FromUs, ToUs)</c> of event time, in microseconds on the stereo clock.</summary>
public readonly record struct TimeWindow(long FromUs, long ToUs)
{
    /// <summary>Length in microseconds.</summary>
    public long LengthUs => ToUs - FromUs;

    /// <summary>Whether <paramref name="tUs"/> lies in the window.</summary>
    public bool Contains(long tUs) => tUs >= FromUs && tUs < ToUs;
}
