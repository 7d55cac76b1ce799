using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// Writes one file in MVSEC's layout: both cameras' events and, if any are given, ground-truth depth with occlusions.
/// The file gets its name in <see cref="Complete"/>; disposed before that, it is gone. Equal content is an equal file.
/// </summary>
public sealed class MvsecWriter : IRecordingWriter
{
    private const int ChunkEvents = 4096;
    private const int BufferEvents = 16 * ChunkEvents;
    private const int Deflate = 4;
    private readonly AtomicFile target;
    private readonly Hdf5OutputFile file;
    private readonly Hdf5OutputDataset[] events = new Hdf5OutputDataset[2];
    private readonly double[][] buffers = [new double[BufferEvents * MvsecLayout.EventColumns], new double[BufferEvents * MvsecLayout.EventColumns]];
    private readonly int[] buffered = new int[2];
    private readonly double originSeconds;
    private Hdf5OutputDataset? depth;
    private Hdf5OutputDataset? depthTimes;
    private Hdf5OutputDataset? occlusion;
    private Hdf5OutputDataset? eventDepth;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="sensor">Size of both cameras.</param>
    /// <param name="geometry">Focal length and baseline, if known.</param>
    /// <param name="originSeconds">The file's time, in seconds, of time 0.</param>
    /// <exception cref="InvalidDataException">The sensor is larger than one that is read.</exception>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public MvsecWriter(string path, SensorSize sensor, StereoGeometry? geometry, double originSeconds = 0)
    {
        if (sensor.Width > MvsecLayout.MaxSide || sensor.Height > MvsecLayout.MaxSide)
        {
            throw new InvalidDataException($"{path}: not written: a sensor of {sensor}, and MVSEC's layout is read up to {MvsecLayout.MaxSide} a side; where an event lies far outside, --sensor WxH says the sensor's size");
        }

        Path = path;
        Sensor = sensor;
        this.originSeconds = originSeconds;
        target = new AtomicFile(path);
        try
        {
            file = new Hdf5OutputFile(target.TemporaryPath);
            Begin(geometry);
        }
        catch
        {
            file?.Dispose();
            target.Dispose();
            throw;
        }
    }

    /// <summary>The file to be.</summary>
    public string Path { get; }

    /// <summary>Size of both cameras.</summary>
    public SensorSize Sensor { get; }

    /// <summary>Says in the file what made it: a program's name and its configuration as JSON (at most 60,000 bytes).</summary>
    public void Describe(string generator, string configJson)
    {
        file.SetAttribute(MvsecLayout.Generator, generator);
        file.SetAttribute(MvsecLayout.Config, configJson);
    }

    /// <summary>Appends events of one camera, in time order.</summary>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    public void Append(CameraSide side, EventBatch events)
    {
        ArgumentNullException.ThrowIfNull(events);
        double[] buffer = buffers[(int)side];
        for (int i = 0; i < events.Count; i++)
        {
            Span<double> row = buffer.AsSpan(buffered[(int)side] * MvsecLayout.EventColumns, MvsecLayout.EventColumns);
            row[0] = events.X[i];
            row[1] = events.Y[i];
            row[2] = ToSeconds(events.TUs[i]);
            row[3] = events.Polarity[i];
            if (++buffered[(int)side] == BufferEvents)
            {
                FlushEvents(side);
            }
        }
    }

    /// <summary>Appends a depth map of the left camera; maps come in time order.</summary>
    /// <param name="tUs">Its time.</param>
    /// <param name="depthM">[H, W] in metres, NaN where unknown.</param>
    /// <param name="occluded">[H, W], 1 where the pixel is hidden in the right camera; or empty, always or never.</param>
    public void AppendDepth(long tUs, ReadOnlySpan<float> depthM, ReadOnlySpan<byte> occluded)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(depthM.Length, Sensor.Pixels, nameof(depthM));
        long[] map = [Sensor.Height, Sensor.Width];
        if (depth is null)
        {
            depth = file.CreateDataset(MvsecGroundTruth.Rectified, H5T.IEEE_F32LE, map, 1, Deflate);
            depthTimes = file.CreateDataset(MvsecGroundTruth.Rectified + "_ts", H5T.IEEE_F64LE, [], ChunkEvents, Deflate);
            occlusion = occluded.IsEmpty ? null : file.CreateDataset(MvsecGroundTruth.Occlusion, H5T.STD_U8LE, map, 1, Deflate);
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(occluded.Length, occlusion is null ? 0 : Sensor.Pixels, nameof(occluded));
        depth.Append(depthM);
        depthTimes?.Append([ToSeconds(tUs)]);
        occlusion?.Append(occluded);
    }

    /// <summary>Appends the depth at events of the last depth map's window; one for each depth map or none at all.</summary>
    /// <param name="depthM">[H, W] in metres, NaN where the pixel had no event.</param>
    public void AppendEventDepth(ReadOnlySpan<float> depthM)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(depthM.Length, Sensor.Pixels, nameof(depthM));
        eventDepth ??= file.CreateDataset(MvsecGroundTruth.AtEvents, H5T.IEEE_F32LE, [Sensor.Height, Sensor.Width], 1, Deflate);
        eventDepth.Append(depthM);
    }

    /// <summary>Writes everything out and gives the file its name.</summary>
    /// <exception cref="IOException">The disk is full, or another failure to write; nothing is left behind.</exception>
    public void Complete()
    {
        FlushEvents(CameraSide.Left);
        FlushEvents(CameraSide.Right);
        file.Close();
        target.Commit();
    }

    /// <summary>Closes; without <see cref="Complete"/>, removes what was written.</summary>
    public void Dispose()
    {
        file.Dispose();
        target.Dispose();
    }

    private void Begin(StereoGeometry? geometry)
    {
        file.CreateGroup(MvsecLayout.Davis);
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            file.CreateGroup(MvsecLayout.Group(side));
            events[(int)side] = file.CreateDataset(MvsecLayout.Events(side), H5T.IEEE_F64LE, [MvsecLayout.EventColumns], ChunkEvents, Deflate);
        }

        file.SetAttribute(MvsecLayout.SensorWidth, Sensor.Width);
        file.SetAttribute(MvsecLayout.SensorHeight, Sensor.Height);
        file.SetAttribute(MvsecLayout.OriginSeconds, originSeconds);
        if (geometry is not null)
        {
            file.SetAttribute(MvsecLayout.FocalPx, geometry.FocalPx);
            file.SetAttribute(MvsecLayout.BaselineM, geometry.BaselineM);
        }
    }

    private double ToSeconds(long tUs) => originSeconds + (tUs * 1e-6);

    private void FlushEvents(CameraSide side)
    {
        int count = buffered[(int)side] * MvsecLayout.EventColumns;
        buffered[(int)side] = 0;
        events[(int)side].Append(buffers[(int)side].AsSpan(0, count));
    }
}
