using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>One camera of a recording as a recording of one camera, which has it on the left. Times stay. Disposing it disposes the recording.</summary>
public sealed class SingleCamera : IEventRecording
{
    private readonly IEventRecording recording;
    private readonly CameraSide side;

    /// <summary>Takes a camera.</summary>
    /// <exception cref="InvalidDataException">The recording has no such camera.</exception>
    public SingleCamera(IEventRecording recording, CameraSide side)
    {
        ArgumentNullException.ThrowIfNull(recording);
        if (!recording.Cameras.Contains(side))
        {
            throw new InvalidDataException($"{recording.Path}: a recording of one camera ({recording.Format}), which is its left one");
        }

        this.recording = recording;
        this.side = side;
    }

    /// <inheritdoc/>
    public string Path => recording.Path;

    /// <inheritdoc/>
    public string Format => recording.Format;

    /// <inheritdoc/>
    public SensorSize Sensor => recording.Sensor;

    /// <inheritdoc/>
    public IReadOnlyList<CameraSide> Cameras => CameraSides.One;

    /// <inheritdoc/>
    public IReadOnlyList<StreamInfo> Streams =>
    [
        .. recording.Streams.Where(stream => stream.Kind != StreamKind.Events || stream.Side == side)
            .Select(stream => stream.Kind == StreamKind.Events ? stream with { Side = CameraSide.Left } : stream),
    ];

    /// <inheritdoc/>
    public StereoGeometry? Geometry => recording.Geometry;

    /// <inheritdoc/>
    public double OriginSeconds => recording.OriginSeconds;

    /// <summary>That of the whole recording, so that windows do not depend on the camera.</summary>
    public long FromUs => recording.FromUs;

    /// <summary>That of the whole recording.</summary>
    public long ToUs => recording.ToUs;

    /// <inheritdoc/>
    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue) => side == CameraSide.Left
        ? recording.OpenEvents(this.side, fromUs, toUs)
        : throw new ArgumentException($"{Path} has one camera, the left one", nameof(side));

    /// <inheritdoc/>
    public void Dispose() => recording.Dispose();
}
