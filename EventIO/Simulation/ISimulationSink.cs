using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation;

/// <summary>Takes what a simulation makes, as it makes it. Calls come one after another, from one thread.</summary>
public interface ISimulationSink
{
    /// <summary>The drawn sensor and the ideal rig's geometry; once, before all else.</summary>
    void Begin(SensorSize sensor, StereoGeometry geometry);

    /// <summary>
    /// Events of one camera in order of time, then row, then column; each call's are later than the last call's for the same
    /// camera. The batch is only valid during the call.
    /// </summary>
    void Events(CameraSide side, EventBatch events);

    /// <summary>
    /// Ground truth of the left camera at <paramref name="tUs"/>: depth in metres, [H, W], NaN where there is no surface, and a
    /// mask, [H, W], of 1 where the surface point is hidden from the right camera. Valid during the call; all events before
    /// <paramref name="tUs"/> have been given.
    /// </summary>
    void Depth(long tUs, ReadOnlySpan<float> depthM, ReadOnlySpan<byte> occluded);

    /// <summary>
    /// Ground truth at the left camera's events in [<paramref name="fromUs"/>, <paramref name="toUs"/>), given after the depth map
    /// of <paramref name="toUs"/>: for each pixel, [H, W], the depth in metres of its latest event, NaN where it had none. An event
    /// on an outline belongs to the nearer surface: it is the depth of the nearest surface in the pixel's 3x3 neighbourhood at
    /// that moment. Valid during the call.
    /// </summary>
    void EventDepth(long fromUs, long toUs, ReadOnlySpan<float> depthM);
}
