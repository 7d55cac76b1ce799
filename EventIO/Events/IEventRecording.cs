using EventStereo.EventIO.Calibration;

namespace EventStereo.EventIO.Events;

/// <summary>
/// A recording of one event camera or of two on one clock. Time is in microseconds from the recording's origin. A recording of
/// one camera has it on the left. Reading is not thread-safe; sources opened from one recording may be read in turn.
/// </summary>
public interface IEventRecording : IDisposable
{
    /// <summary>The file, or a name for what is not a file.</summary>
    string Path { get; }

    /// <summary>Name of the format.</summary>
    string Format { get; }

    /// <summary>Size of each camera's pixel array.</summary>
    SensorSize Sensor { get; }

    /// <summary>The cameras: the left one alone, or both.</summary>
    IReadOnlyList<CameraSide> Cameras { get; }

    /// <summary>Every stream, without what takes a pass over the events, unless the format can tell no count and times without one.</summary>
    IReadOnlyList<StreamInfo> Streams { get; }

    /// <summary>Focal length and baseline, null if the recording does not say.</summary>
    StereoGeometry? Geometry { get; }

    /// <summary>The file's time, in seconds, of time 0; 0 where the file's own clock is kept.</summary>
    double OriginSeconds => 0;

    /// <summary>Time of the earliest event of any camera.</summary>
    long FromUs { get; }

    /// <summary>Time of the last event of any camera, plus one.</summary>
    long ToUs { get; }

    /// <summary>Opens the events of one camera in <c>[fromUs, toUs)</c>.</summary>
    /// <exception cref="ArgumentException">The recording has no such camera.</exception>
    IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue);
}
