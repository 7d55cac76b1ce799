namespace EventStereo.StereoNet.Training;

/// <summary>The pixels a loss looks at.</summary>
public enum LossPixels
{
    /// <summary>Pixels of the left camera with an event in the window, against the nearer surface of their 3x3 neighbourhood.</summary>
    Events,

    /// <summary>Every pixel with ground truth.</summary>
    Dense,
}
