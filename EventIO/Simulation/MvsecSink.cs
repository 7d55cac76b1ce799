using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// Writes a simulation as one file in MVSEC's layout, with its configuration and seed. The file gets its name in
/// <see cref="Complete"/>; disposed before that, nothing is left.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="config">The configuration.</param>
/// <param name="seed">The seed.</param>
/// <param name="images">Name of the set of photographs that was simulated, if one was.</param>
public sealed class MvsecSink(string path, SimulationConfig config, int seed, string? images = null) : ISimulationSink, IDisposable
{
    private MvsecWriter? writer;

    /// <summary>Events written so far, of both cameras.</summary>
    public long EventCount { get; private set; }

    /// <summary>Depth maps written so far.</summary>
    public int DepthCount { get; private set; }

    /// <inheritdoc/>
    public void Begin(SensorSize sensor, StereoGeometry geometry)
    {
        writer = new MvsecWriter(path, sensor, geometry);
        writer.Describe(images is null ? $"EventStereo simulator, seed {seed}" : $"EventStereo simulator, images {images}, seed {seed}", SimulationConfigJson.Write(config));
    }

    /// <inheritdoc/>
    public void Events(CameraSide side, EventBatch events)
    {
        ArgumentNullException.ThrowIfNull(events);
        Writer.Append(side, events);
        EventCount += events.Count;
    }

    /// <inheritdoc/>
    public void Depth(long tUs, ReadOnlySpan<float> depthM, ReadOnlySpan<byte> occluded)
    {
        Writer.AppendDepth(tUs, depthM, occluded);
        DepthCount++;
    }

    /// <inheritdoc/>
    public void EventDepth(long fromUs, long toUs, ReadOnlySpan<float> depthM) => Writer.AppendEventDepth(depthM);

    /// <summary>Writes everything out and gives the file its name.</summary>
    /// <exception cref="IOException">The disk is full, or another failure to write; nothing is left behind.</exception>
    public void Complete() => Writer.Complete();

    /// <summary>Closes; without <see cref="Complete"/>, removes what was written.</summary>
    public void Dispose() => writer?.Dispose();

    private MvsecWriter Writer => writer ?? throw new InvalidOperationException("nothing was simulated into this file yet");
}
