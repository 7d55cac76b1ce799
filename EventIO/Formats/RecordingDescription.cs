using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats;

/// <summary>What a writer is told about the recording before its first event.</summary>
/// <param name="Sensor">Size of each camera's pixel array.</param>
/// <param name="Cameras">The left camera alone, or both.</param>
/// <param name="Geometry">Focal length and baseline, if known.</param>
/// <param name="OriginSeconds">The source's time, in seconds, of time 0; kept by formats whose times are absolute.</param>
public sealed record RecordingDescription(SensorSize Sensor, IReadOnlyList<CameraSide> Cameras, StereoGeometry? Geometry = null, double OriginSeconds = 0);
