using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Aedat;

/// <summary>
/// A recording in AEDAT4. The first event stream is the left camera, the next one of another source the right. The file's times are Unix
/// microseconds, one clock for all streams; time 0 here is the earlier of the cameras' first events.
/// </summary>
internal sealed class Aedat4Recording : IEventRecording
{
    private readonly Aedat4Header header;
    private readonly Aedat4Stream[] cameras;
    private readonly SensorSize[] sensors;
    private readonly int reorderEvents;
    private readonly long end;
    private readonly long originUs;
    private Aedat4Contents? contents;

    /// <summary>Opens a recording: reads its header, its table of packets and the first events.</summary>
    /// <exception cref="InvalidDataException">Not AEDAT4, damaged, without event streams, or without a sensor's size.</exception>
    public Aedat4Recording(string path, OpenOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReorderEvents, 1, nameof(options));
        Path = path;
        reorderEvents = options.ReorderEvents;
        using Aedat4Bytes file = new(path);
        header = Aedat4Header.Read(file);
        cameras = FindCameras(path, header);
        sensors = [.. cameras.Select(camera => camera.Size ?? options.Sensor
            ?? throw new InvalidDataException($"{path}: the header states no size (sizeX, sizeY) of event stream {camera.Id}; --sensor WxH says it"))];
        (end, contents) = Aedat4Table.Read(file, header);
        originUs = cameras.Select(camera => FirstUs(camera.Id)).Min() ?? 0;
    }

    public string Path { get; }

    public string Format => Aedat4Format.FormatName;

    public SensorSize Sensor => new(sensors.Max(sensor => sensor.Width), sensors.Max(sensor => sensor.Height));

    public IReadOnlyList<CameraSide> Cameras => cameras.Length == 1 ? CameraSides.One : CameraSides.Both;

    public StereoGeometry? Geometry => null;

    public double OriginSeconds => originUs * 1e-6;

    public IReadOnlyList<StreamInfo> Streams => [.. header.Streams.Select(Describe)];

    public long FromUs => Filled.Select(span => span.FirstUs - originUs).DefaultIfEmpty(0).Min();

    public long ToUs => Filled.Select(span => span.LastUs - originUs + 1).DefaultIfEmpty(0).Max();

    /// <summary>Whether what is known of the packets comes from the file's table, for tests.</summary>
    internal bool UsesTable => contents is { FromTable: true };

    /// <summary>What the table says while it is believed, else what a pass over the packets finds.</summary>
    private Aedat4Contents Contents => contents ??= Aedat4Contents.Scan(Path, header, end);

    private IEnumerable<Aedat4Span> Filled => cameras.Select(camera => Contents.Streams[camera.Id].Span).Where(HasTimes);

    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue)
    {
        if (!Cameras.Contains(side))
        {
            throw new ArgumentException($"{Path} has one camera, the left one", nameof(side));
        }

        DecoderMark? mark = fromUs == long.MinValue ? null : MarkBefore(cameras[(int)side].Id, fromUs);
        Aedat4Decoder decoder = Decoder(cameras[(int)side].Id);
        try
        {
            if (mark is DecoderMark known)
            {
                decoder.Seek(known);
            }

            return new OrderedEventSource(decoder, sensors[(int)side], fromUs, toUs, reorderEvents);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    /// <summary>Does nothing: each source has the file open for itself.</summary>
    public void Dispose()
    {
    }

    private static Aedat4Stream[] FindCameras(string path, Aedat4Header header)
    {
        Aedat4Stream[] events = [.. header.Streams.Where(stream => stream.Type == Aedat4Stream.Events)];
        if (events.Length == 0)
        {
            string types = string.Join(", ", header.Streams.Select(stream => stream.Type));
            throw new InvalidDataException($"{path}: the header lists no event stream ({(types.Length == 0 ? "it lists none at all" : types)})");
        }

        // A second stream of one camera is its events over again, filtered or not.
        Aedat4Stream? right = events.Skip(1).FirstOrDefault(stream => stream.Source is null || stream.Source != events[0].Source);
        return right is null ? [events[0]] : [events[0], right];
    }

    private static bool HasTimes(Aedat4Span span) => span.FirstUs <= span.LastUs;

    private Aedat4Decoder Decoder(int stream) => new(Path, header, end, stream, originUs);

    /// <summary>The earliest time in the first block of events, in the file's microseconds; null if there are none.</summary>
    private long? FirstUs(int stream)
    {
        using Aedat4Decoder decoder = Decoder(stream);
        EventBatch block = new();
        while (block.Count == 0 && decoder.Decode(block))
        {
        }

        long first = long.MaxValue;
        foreach (long tUs in block.TUs)
        {
            first = Math.Min(first, tUs);
        }

        return block.Count == 0 ? null : first;
    }

    /// <summary>
    /// Where to begin for an interval. A table is not trusted to say which packet ends before it: reading begins a mark earlier, so that a false
    /// end of one packet loses nothing, and both marks must be as the table has them.
    /// </summary>
    private DecoderMark? MarkBefore(int stream, long fromUs)
    {
        long fileUs = fromUs > long.MaxValue - originUs ? long.MaxValue : fromUs + originUs;
        Aedat4StreamIndex index = Contents.Streams[stream];
        Aedat4Mark? mark = index.Before(fileUs);
        if (Contents.FromTable)
        {
            Aedat4Mark? earlier = index.Before(fileUs, back: 1);
            if (!Holds(stream, mark) || !Holds(stream, earlier))
            {
                contents = null;
                return MarkBefore(stream, fromUs);
            }

            mark = earlier;
        }

        return mark is Aedat4Mark known ? new DecoderMark(known.Offset, 0) : null;
    }

    private bool Holds(int stream, Aedat4Mark? mark)
    {
        using Aedat4Bytes file = new(Path);
        return mark is not Aedat4Mark known || Aedat4Table.Holds(file, header, stream, known);
    }

    private StreamInfo Describe(Aedat4Stream stream)
    {
        Aedat4Span span = Contents.Streams[stream.Id].Span;
        int camera = Array.IndexOf(cameras, stream);
        bool timed = HasTimes(span);
        return new StreamInfo(
            NameOf(stream, camera), stream.Kind, stream.Size?.Width ?? (camera >= 0 ? sensors[camera].Width : null), stream.Size?.Height ?? (camera >= 0 ? sensors[camera].Height : null),
            span.Count, timed ? span.FirstUs - originUs : null, timed ? span.LastUs - originUs + 1 : null, null) { Side = camera >= 0 ? (CameraSide)camera : null };
    }

    /// <summary>The file's name of the stream, told from others of that name; cameras of a pair are <c>left</c> and <c>right</c>.</summary>
    private string NameOf(Aedat4Stream stream, int camera)
    {
        if (camera >= 0 && cameras.Length == 2)
        {
            return camera == 0 ? "left" : "right";
        }

        string name = stream.Name.Length > 0 ? stream.Name : stream.Type.ToLowerInvariant();
        return header.Streams.Count(other => other.Name == stream.Name) > 1 ? $"{name} {stream.Id}" : name;
    }
}
