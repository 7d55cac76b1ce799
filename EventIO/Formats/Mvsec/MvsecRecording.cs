using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// A recording in MVSEC's HDF5 layout (<c>*_data.hdf5</c>): <c>/davis/{left,right}/events</c>, N x 4 of x, y, t in
/// seconds, polarity. Both cameras keep one clock whose origin is the earlier of the two cameras' first times (or the
/// attribute <c>origin_s</c> of files that this project writes). Memory does not depend on the file's size.
/// </summary>
public sealed class MvsecRecording : IRawEventRecording
{
    private readonly Hdf5File file;
    private readonly int stepEvents;
    private readonly bool sensorIsStated;

    private MvsecRecording(Hdf5File file, SensorSize? sensor, MvsecTimeSpan span, StereoGeometry? geometry, OpenOptions options)
    {
        this.file = file;
        stepEvents = options.ReorderEvents;
        sensorIsStated = sensor is not null;
        Sensor = sensor ?? SensorSize.Davis346;
        Geometry = geometry;
        OriginSeconds = span.OriginSeconds;
        FromUs = span.FromUs;
        ToUs = span.ToUs;
        Streams = MvsecStreams.List(file, Sensor, span.OriginSeconds, options.Tolerant);
    }

    /// <inheritdoc/>
    public string Path => file.Path;

    /// <inheritdoc/>
    public string Format => "mvsec";

    /// <inheritdoc/>
    public SensorSize Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<CameraSide> Cameras => CameraSides.Both;

    /// <inheritdoc/>
    public IReadOnlyList<StreamInfo> Streams { get; }

    /// <inheritdoc/>
    public StereoGeometry? Geometry { get; }

    /// <inheritdoc/>
    public long FromUs { get; }

    /// <inheritdoc/>
    public long ToUs { get; }

    /// <summary>The file's time, in seconds, that is 0 on the stereo clock.</summary>
    public double OriginSeconds { get; }

    /// <summary>Opens a recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sensor">Its sensor if the file does not say: neither attributes nor an image stream. Null takes 346x260.</param>
    /// <param name="reorderEvents">Reach of the reorder buffer, in events of one camera.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Not HDF5, not MVSEC's layout, or damaged; the message names the place.</exception>
    public static MvsecRecording Open(string path, SensorSize? sensor = null, int reorderEvents = MvsecLayout.StepEvents) =>
        Open(path, new OpenOptions { Sensor = sensor, ReorderEvents = reorderEvents });

    /// <summary>Opens a recording as <paramref name="options"/> say.</summary>
    internal static MvsecRecording Open(string path, OpenOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReorderEvents, 1);
        Hdf5File file = Hdf5File.Open(path);
        try
        {
            MvsecTimeSpan span = options.Tolerant ? MvsecTimeSpan.ReadTolerant(file) : MvsecTimeSpan.Read(file, options.ReorderEvents);
            return new MvsecRecording(file, MvsecStreams.SensorOf(file) ?? options.Sensor, span, ReadGeometry(file), options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The ground truth of this recording: in the same file, or in <c>X_gt.hdf5</c> beside <c>X_data.hdf5</c>; null if there is none.</summary>
    public MvsecGroundTruth? OpenGroundTruth() => MvsecGroundTruth.TryOpenBeside(Path, OriginSeconds);

    /// <inheritdoc/>
    public IEventSource OpenEvents(CameraSide side, long fromUs = long.MinValue, long toUs = long.MaxValue)
    {
        MvsecEventFilter filter = new(Sensor, OriginSeconds, fromUs, toUs, new EventLosses());
        MvsecEventTable table = MvsecEventTable.Open(file, side);
        try
        {
            return new MvsecEventSource(table, filter, stepEvents);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    bool IRawEventRecording.SensorIsStated => sensorIsStated;

    int IRawEventRecording.ReorderEvents => stepEvents;

    string IRawEventRecording.StreamName(CameraSide side) => MvsecLayout.Events(side);

    IRawEventSource IRawEventRecording.OpenRaw(CameraSide side) => new MvsecRawSource(MvsecEventTable.Open(file, side), OriginSeconds);

    /// <summary>Closes the file; sources opened from it can read no more.</summary>
    public void Dispose() => file.Dispose();

    private static StereoGeometry? ReadGeometry(Hdf5File file)
    {
        double? focal = Hdf5Attributes.ReadNumber(file, MvsecLayout.FocalPx);
        double? baseline = Hdf5Attributes.ReadNumber(file, MvsecLayout.BaselineM);
        if (focal is null && baseline is null)
        {
            return null;
        }

        return focal > 0 && baseline > 0
            ? new StereoGeometry(focal.Value, baseline.Value)
            : throw new InvalidDataException($"{file.Path}: attributes {MvsecLayout.FocalPx} and {MvsecLayout.BaselineM} must both be above 0");
    }
}
