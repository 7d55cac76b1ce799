using EventStereo.EventIO.Calibration;

namespace EventStereo.EventIO.Events;

/// <summary>
/// A recording of two event cameras on one clock. Time is in microseconds from the recording's origin, which both
/// cameras share. Reading is not thread-safe; sources opened from one recording may be read in turn.
/// </summary>
public interface IStereoRecording : IDisposable
{
    /// <summary>The file, or a name for what is not a file.</summary>
    string Path { get; }

    /// <summary>Name of the format.</summary>
    string Format { get; }

    /// <summary>Size of each camera's pixel array.</summary>
    SensorSize Sensor { get; }

    /// <summary>Every stream; cheap to ask, so without what takes a pass over the events.</summary>
    IReadOnlyList<StreamInfo> Streams { get; }

    /// <summary>Focal length and baseline, null if the recording does not say.</summary>
    StereoGeometry? Geometry { get; }

    /// <summary>Time of the earliest event of either camera.</summary>
    long FromUs { get; }

    /// <summary>Time of the last event of either camera, plus one.</summary>
    long ToUs { get; }

    /// <summary>Opens the events of one camera in <c>[fromUs, toUs)</c>.</summary>
    IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue);
}
