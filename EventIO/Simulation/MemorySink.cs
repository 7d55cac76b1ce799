using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation;

/// <summary>Keeps a simulated recording in memory: for training sequences and tests.</summary>
public sealed class MemorySink : ISimulationSink
{
    private readonly List<SimulatedDepth> depths = [];

    /// <summary>The sensor; set once the simulation has begun.</summary>
    public SensorSize Sensor { get; private set; }

    /// <summary>The ideal rig; null until the simulation has begun.</summary>
    public StereoGeometry? Geometry { get; private set; }

    /// <summary>Events of the left camera, in time order.</summary>
    public EventBatch Left { get; } = new();

    /// <summary>Events of the right camera, in time order.</summary>
    public EventBatch Right { get; } = new();

    /// <summary>The ground truths, in time order.</summary>
    public IReadOnlyList<SimulatedDepth> Depths => depths;

    /// <inheritdoc/>
    public void Begin(SensorSize sensor, StereoGeometry geometry)
    {
        Sensor = sensor;
        Geometry = geometry;
    }

    /// <inheritdoc/>
    public void Events(CameraSide side, EventBatch events)
    {
        ArgumentNullException.ThrowIfNull(events);
        (side == CameraSide.Left ? Left : Right).Append(events, 0, events.Count);
    }

    /// <inheritdoc/>
    public void Depth(long tUs, ReadOnlySpan<float> depthM, ReadOnlySpan<byte> occluded) =>
        depths.Add(new SimulatedDepth(tUs, depthM.ToArray(), occluded.ToArray(), []));

    /// <inheritdoc/>
    public void EventDepth(long fromUs, long toUs, ReadOnlySpan<float> depthM) =>
        depths[^1] = depths[^1] with { EventDepthM = depthM.ToArray() };

    /// <summary>Gives the recording to another sink, as one piece a camera and then the ground truths.</summary>
    public void Replay(ISimulationSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        sink.Begin(Sensor, Geometry ?? throw new InvalidOperationException("nothing was simulated into this sink yet"));
        sink.Events(CameraSide.Left, Left);
        sink.Events(CameraSide.Right, Right);
        long fromUs = 0;
        foreach (SimulatedDepth depth in depths)
        {
            sink.Depth(depth.TUs, depth.DepthM, depth.Occluded);
            sink.EventDepth(fromUs, depth.TUs, depth.EventDepthM);
            fromUs = depth.TUs;
        }
    }
}
