namespace EventStereo.EventIO.Calibration;

/// <summary>What becomes of a rectified coordinate, which is not a whole number.</summary>
public enum RectificationRounding
{
    /// <summary>Rounded to the nearest pixel, halves to the even one, as DDES' converter does (numpy's rule).</summary>
    Nearest,

    /// <summary>Kept: an event spreads over the four pixels around it.</summary>
    Exact,
}
