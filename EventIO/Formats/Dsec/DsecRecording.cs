using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Streaming;

namespace EventStereo.EventIO.Formats.Dsec;

/// <summary>
/// A DSEC sequence: both cameras' <c>events.h5</c> on one clock, or one of them where the other is not there. The clock is the files' with each
/// one's <c>t_offset</c> added; its origin is the smaller of the two offsets. Memory does not depend on the files' size.
/// </summary>
public sealed class DsecRecording : IRawEventRecording
{
    private readonly DsecEventFile[] files;
    private readonly OpenOptions options;
    private readonly (long FromUs, long ToUs)?[] spans;

    private DsecRecording(string path, DsecEventFile[] files, DsecSequence? sequence, OpenOptions options)
    {
        this.files = files;
        this.options = options;
        Path = path;
        Sequence = sequence;
        Cameras = files.Length == 2 ? CameraSides.Both : CameraSides.One;
        Sensor = options.Sensor ?? DsecLayout.Sensor;
        OriginUs = files.Min(file => file.OffsetUs);
        if (files.Max(file => file.OffsetUs) - OriginUs > DsecLayout.MaxSpanUs)
        {
            throw new InvalidDataException($"{path}: the cameras' {DsecLayout.TimeOffset} are {files[0].OffsetUs} and {files[1].OffsetUs} us: not one recording's");
        }

        spans = [.. files.Select(SpanOf)];
        Geometry = sequence?.Calibration is string calibration ? StereoCalibration.Load(calibration).Rectify().Geometry : null;
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public string Format => "dsec";

    /// <inheritdoc/>
    public SensorSize Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<CameraSide> Cameras { get; }

    /// <inheritdoc/>
    public IReadOnlyList<StreamInfo> Streams => [.. Cameras.Select(Describe)];

    /// <inheritdoc/>
    public StereoGeometry? Geometry { get; }

    /// <inheritdoc/>
    public long FromUs => spans.Where(span => span is not null).Min(span => span?.FromUs) ?? 0;

    /// <inheritdoc/>
    public long ToUs => spans.Where(span => span is not null).Max(span => span?.ToUs) ?? 0;

    /// <summary>The data set's time, in microseconds, that is 0 here.</summary>
    public long OriginUs { get; }

    /// <summary>Where the sequence's other parts lie; null for a file of events by itself.</summary>
    public DsecSequence? Sequence { get; }

    /// <summary>Opens a sequence.</summary>
    /// <param name="path">Its folder, or either camera's <c>events.h5</c>; see <see cref="DsecSequence"/> for the layouts.</param>
    /// <param name="options">The sensor, unless it is 640x480, and the reorder buffer's reach; null for the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Not DSEC, or damaged; the message names the place.</exception>
    public static DsecRecording Open(string path, OpenOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        OpenOptions used = options ?? new OpenOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(used.ReorderEvents, 1, nameof(options));
        DsecSequence? sequence = DsecSequence.TryFind(path);
        string[] paths = [.. CameraSides.Both.Select(side => sequence?.Events(side)).OfType<string>()];
        if (File.Exists(path) && !paths.Contains(System.IO.Path.GetFullPath(path)))
        {
            (sequence, paths) = (null, [path]);
        }

        if (paths.Length == 0)
        {
            throw Directory.Exists(path)
                ? new InvalidDataException($"{path}: no DSEC sequence in it; expected events/left/events.h5 and events/right/events.h5, or *_events_left and *_events_right")
                : new FileNotFoundException($"{path}: no such file", path);
        }

        List<DsecEventFile> opened = [];
        try
        {
            opened.AddRange(paths.Select(DsecEventFile.Open));
            return new DsecRecording(path, [.. opened], sequence, used);
        }
        catch
        {
            opened.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <summary>The disparity maps of this sequence, on its clock; null if they are not there.</summary>
    public DsecGroundTruth? OpenGroundTruth() =>
        Sequence is { DisparityFolder: string folder, DisparityTimes: string times } ? DsecGroundTruth.Open(folder, times, OriginUs) : null;

    /// <inheritdoc/>
    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue)
    {
        if (!Cameras.Contains(side))
        {
            throw new ArgumentException($"{Path} has one camera, the left one", nameof(side));
        }

        DsecEventFile file = files[(int)side];
        DsecEventDecoder decoder = Decoder(side);
        try
        {
            decoder.Seek(new DecoderMark(FirstRow(file, fromUs), 0));
            return new OrderedEventSource(decoder, Sensor, fromUs, toUs, options.ReorderEvents);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    /// <summary>No file states it, but all of DSEC is of one sensor.</summary>
    bool IRawEventRecording.SensorIsStated => true;

    int IRawEventRecording.ReorderEvents => options.ReorderEvents;

    string IRawEventRecording.StreamName(CameraSide side) => NameOf(side);

    IRawEventSource IRawEventRecording.OpenRaw(CameraSide side) => Decoder(side);

    /// <summary>Closes the files; sources opened from them can read no more.</summary>
    public void Dispose()
    {
        foreach (DsecEventFile file in files)
        {
            file.Dispose();
        }
    }

    /// <summary>
    /// Where reading begins: as far before the first event of the interval as two reorder buffers reach. Of events displaced by less than
    /// one, the search may be wrong by one, and an event of the interval may lie one more before that.
    /// </summary>
    internal long FirstRow(DsecEventFile file, long fromUs)
    {
        long shiftUs = file.OffsetUs - OriginUs;
        if (fromUs < -DsecLayout.MaxSpanUs || file.Count == 0)
        {
            return 0;
        }

        long lower = file.LowerBound(Math.Min(fromUs, 2 * DsecLayout.MaxSpanUs) - shiftUs);
        return Math.Max(0, lower - (2L * options.ReorderEvents));
    }

    /// <summary>The file of a camera, for tests of the search.</summary>
    internal DsecEventFile FileOf(CameraSide side) => files[(int)side];

    private (long FromUs, long ToUs)? SpanOf(DsecEventFile file)
    {
        long[] times = new long[Math.Min(options.ReorderEvents, file.Count)];
        if (times.Length == 0)
        {
            return null;
        }

        long shiftUs = file.OffsetUs - OriginUs;
        file.ReadTimes(0, times);
        long first = times.Min();
        file.ReadTimes(file.Count - times.Length, times);
        return (first + shiftUs, times.Max() + 1 + shiftUs);
    }

    private DsecEventDecoder Decoder(CameraSide side) => new(files[(int)side], files[(int)side].OffsetUs - OriginUs);

    private string NameOf(CameraSide side) => Cameras.Count == 1 ? "events" : side == CameraSide.Left ? "left" : "right";

    private StreamInfo Describe(CameraSide side)
    {
        (long FromUs, long ToUs)? span = spans[(int)side];
        return new StreamInfo(NameOf(side), StreamKind.Events, Sensor.Width, Sensor.Height, files[(int)side].Count, span?.FromUs, span?.ToUs, null) { Side = side };
    }
}
