namespace EventStereo.EventIO.Events;

/// <summary>What a stream of a recording carries.</summary>
public enum StreamKind
{
    /// <summary>Change events of one camera.</summary>
    Events,

    /// <summary>Intensity images.</summary>
    Frames,

    /// <summary>Inertial measurements.</summary>
    Imu,

    /// <summary>Ground-truth depth maps.</summary>
    Depth,

    /// <summary>Camera calibration.</summary>
    Calibration,

    /// <summary>Anything else, such as poses or laser scans.</summary>
    Other,
}
