namespace EventStereo.StereoNet.Training;

/// <summary>The pixels a loss looks at.</summary>
public enum LossPixels
{
    /// <summary>
    /// Pixels of the left camera with an event in the window, against the disparity that each had at its latest event; for
    /// recordings that do not hold it, against the nearest surface of its 3x3 neighbourhood at the window's end.
    /// </summary>
    Events,

    /// <summary>Every pixel with ground truth.</summary>
    Dense,
}
