namespace EventStereo.EventIO.Events;

/// <summary>One camera of a stereo rig. Disparity is <c>x_left - x_right</c>, 0 or more.</summary>
public enum CameraSide
{
    /// <summary>The left camera, the reference of disparity and ground truth.</summary>
    Left = 0,

    /// <summary>The right camera.</summary>
    Right = 1,
}
