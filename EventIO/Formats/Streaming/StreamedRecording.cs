using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Streaming;

/// <summary>
/// A recording of a format that is decoded from front to back. Times, count and extents take one pass over the file, made when
/// they are first asked for; the same pass leaves marks by which <see cref="OpenEvents"/> seeks. Reading from the beginning to the end
/// needs no such pass. Memory does not depend on the file's size.
/// </summary>
internal sealed class StreamedRecording : IRawEventRecording
{
    private readonly Func<CameraSide, EventDecoder> open;
    private readonly SensorSize? stated;
    private readonly int reorderEvents;
    private readonly StreamIndex?[] indexes = new StreamIndex?[2];
    private readonly IReadOnlyList<StreamInfo> others;
    private readonly Func<SensorSize, SensorSize> settle;

    /// <param name="path">The file.</param>
    /// <param name="format">Name of the format.</param>
    /// <param name="cameras">The cameras in it.</param>
    /// <param name="sensor">What the file or the caller states; null takes the extents of the events.</param>
    /// <param name="options">The caller's; its sensor is not looked at.</param>
    /// <param name="open">Opens a decoder of a camera at its first block.</param>
    /// <param name="others">Streams that are not events.</param>
    /// <param name="geometry">Focal length and baseline, if stated.</param>
    /// <param name="settle">Makes a sensor of the events' extents where none is stated; null takes the extents.</param>
    public StreamedRecording(
        string path, string format, IReadOnlyList<CameraSide> cameras, SensorSize? sensor, OpenOptions options, Func<CameraSide, EventDecoder> open,
        IReadOnlyList<StreamInfo>? others = null, StereoGeometry? geometry = null, Func<SensorSize, SensorSize>? settle = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReorderEvents, 1, nameof(options));
        this.open = open;
        this.others = others ?? [];
        this.settle = settle ?? (extents => extents);
        stated = sensor;
        reorderEvents = options.ReorderEvents;
        Path = path;
        Format = format;
        Cameras = cameras;
        Geometry = geometry;
    }

    public string Path { get; }

    public string Format { get; }

    public IReadOnlyList<CameraSide> Cameras { get; }

    public StereoGeometry? Geometry { get; }

    /// <summary>What is stated, else what the format makes of the events' extents: mostly the smallest that holds every event.</summary>
    public SensorSize Sensor => stated
        ?? settle(new SensorSize(Cameras.Max(side => Index(side).LargestX) + 1, Cameras.Max(side => Index(side).LargestY) + 1));

    public IReadOnlyList<StreamInfo> Streams => [.. Cameras.Select(Describe), .. others];

    public long FromUs => Filled.Select(index => index.FirstUs).DefaultIfEmpty(0).Min();

    public long ToUs => Filled.Select(index => index.LastUs + 1).DefaultIfEmpty(0).Max();

    /// <summary>The cameras' indexes that have events.</summary>
    private IEnumerable<StreamIndex> Filled => Cameras.Select(Index).Where(index => index.Count > 0);

    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue)
    {
        if (!Cameras.Contains(side))
        {
            throw new ArgumentException($"{Path} has one camera, the left one", nameof(side));
        }

        SensorSize sensor = Sensor;
        DecoderMark? mark = fromUs == long.MinValue ? null : Index(side).Before(fromUs);
        EventDecoder decoder = open(side);
        try
        {
            if (mark is DecoderMark known)
            {
                decoder.Seek(known);
            }

            return new OrderedEventSource(decoder, sensor, fromUs, toUs, reorderEvents);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    bool IRawEventRecording.SensorIsStated => stated is not null;

    int IRawEventRecording.ReorderEvents => reorderEvents;

    string IRawEventRecording.StreamName(CameraSide side) => NameOf(side);

    IRawEventSource IRawEventRecording.OpenRaw(CameraSide side) => open(side);

    /// <summary>Does nothing: each source has the file open for itself.</summary>
    public void Dispose()
    {
    }

    private StreamIndex Index(CameraSide side)
    {
        if (indexes[(int)side] is not StreamIndex index)
        {
            using EventDecoder decoder = open(side);
            indexes[(int)side] = index = StreamIndex.Build(decoder);
        }

        return index;
    }

    private string NameOf(CameraSide side) => Cameras.Count == 1 ? "events" : side == CameraSide.Left ? "left" : "right";

    private StreamInfo Describe(CameraSide side)
    {
        StreamIndex index = Index(side);
        return new StreamInfo(
            NameOf(side), StreamKind.Events, Sensor.Width, Sensor.Height, index.Count,
            index.Count == 0 ? null : index.FirstUs, index.Count == 0 ? null : index.LastUs + 1, null) { Side = side };
    }
}
