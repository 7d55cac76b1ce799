using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Hdf5;
using HDF.PInvoke;

namespace EventStereo.EventIO.Formats.Mvsec;

/// <summary>
/// Depth maps of the left camera in MVSEC's layout: <c>depth_image_rect</c>, <c>depth_image_raw</c> (float32 [N, H, W], metres,
/// NaN unknown) with their time stamps, and <c>occlusion_rect</c> (uint8 [N, H, W], 1 = hidden in the right camera) in
/// files that this project writes, as is <c>depth_at_events_rect</c>. Times are on the recording's stereo clock.
/// </summary>
public sealed class MvsecGroundTruth : IDisposable
{
    internal const string Rectified = "/davis/left/depth_image_rect";
    internal const string Raw = "/davis/left/depth_image_raw";
    internal const string Occlusion = "/davis/left/occlusion_rect";
    internal const string AtEvents = "/davis/left/depth_at_events_rect";
    private const int MaxMaps = 10_000_000;
    private readonly Hdf5File file;
    private readonly Hdf5Dataset rectified;
    private readonly Hdf5Dataset? raw;
    private readonly Hdf5Dataset? occlusion;
    private readonly Hdf5Dataset? atEvents;

    private MvsecGroundTruth(Hdf5File file, double? originSeconds)
    {
        this.file = file;
        rectified = OpenMaps(Rectified, null);
        Sensor = new SensorSize((int)rectified.Extents[2], (int)rectified.Extents[1]);
        raw = file.KindOf(Raw) == H5I.type_t.DATASET ? OpenMaps(Raw, rectified) : null;
        occlusion = file.KindOf(Occlusion) == H5I.type_t.DATASET ? OpenMaps(Occlusion, rectified) : null;
        atEvents = file.KindOf(AtEvents) == H5I.type_t.DATASET ? OpenMaps(AtEvents, rectified) : null;
        double[] seconds = ReadTimes();
        OriginSeconds = originSeconds ?? OwnOrigin(seconds);
        TimesUs = Array.ConvertAll(seconds, s => MvsecLayout.ToUs(s, OriginSeconds));
    }

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>Extents of a map.</summary>
    public SensorSize Sensor { get; }

    /// <summary>Time of each map, increasing.</summary>
    public IReadOnlyList<long> TimesUs { get; }

    /// <summary>Number of maps.</summary>
    public int Count => TimesUs.Count;

    /// <summary>The file's time, in seconds, that is 0 on the stereo clock.</summary>
    public double OriginSeconds { get; }

    /// <summary>Opens a file that holds ground truth.</summary>
    /// <param name="path">The file.</param>
    /// <param name="originSeconds">
    /// <see cref="MvsecRecording.OriginSeconds"/> of the recording it belongs to. Without it, the origin of the events in the
    /// same file, or the first map's time where the file holds no events.
    /// </param>
    /// <exception cref="InvalidDataException">It holds none, or is damaged.</exception>
    public static MvsecGroundTruth Open(string path, double? originSeconds = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Hdf5File file = Hdf5File.Open(path);
        try
        {
            return new MvsecGroundTruth(file, originSeconds);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens the ground truth of the recording <paramref name="dataPath"/>, in the same file or in <c>X_gt.hdf5</c> beside
    /// <c>X_data.hdf5</c>, on that recording's clock; null if there is none.
    /// </summary>
    /// <param name="dataPath">The recording.</param>
    /// <param name="originSeconds">Its origin, if it is known already.</param>
    public static MvsecGroundTruth? TryOpenBeside(string dataPath, double? originSeconds = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataPath);
        double origin = originSeconds ?? OriginOf(dataPath);
        using (Hdf5File file = Hdf5File.Open(dataPath))
        {
            if (file.KindOf(Rectified) == H5I.type_t.DATASET)
            {
                return Open(dataPath, origin);
            }
        }

        const string ending = "_data.hdf5";
        string beside = dataPath.EndsWith(ending, StringComparison.Ordinal) ? $"{dataPath[..^ending.Length]}_gt.hdf5" : "";
        return File.Exists(beside) ? Open(beside, origin) : null;
    }

    /// <summary>Reads a depth map [H, W] in metres; NaN where it is unknown (the file has NaN, 0 or less, or infinity).</summary>
    /// <param name="index">Which.</param>
    /// <param name="rectified">The rectified map, or the one of the raw image.</param>
    public float[] ReadDepthM(int index, bool rectified = true)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return ReadMap(rectified ? this.rectified : raw ?? throw new InvalidOperationException($"{Path} has no {Raw}"), index);
    }

    /// <summary>
    /// Reads the depth at the left camera's events of the window that ends at map <paramref name="index"/> and begins at the one
    /// before, [H, W] in metres: that of each pixel's latest event, when it happened and by the nearer surface of an outline; NaN
    /// where there was none. Null if the file has none.
    /// </summary>
    public float[]? ReadEventDepthM(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return atEvents is null ? null : ReadMap(atEvents, index);
    }

    /// <summary>Reads the occlusion map [H, W], 1 where the pixel is hidden in the right camera; null if the file has none.</summary>
    public byte[]? ReadOcclusion(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        if (occlusion is null)
        {
            return null;
        }

        byte[] occluded = new byte[Sensor.Pixels];
        occlusion.ReadRows(index, 1, occluded);
        return occluded;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        rectified.Dispose();
        raw?.Dispose();
        occlusion?.Dispose();
        atEvents?.Dispose();
        file.Dispose();
    }

    private static double OriginOf(string dataPath)
    {
        using MvsecRecording recording = MvsecRecording.Open(dataPath);
        return recording.OriginSeconds;
    }

    private float[] ReadMap(Hdf5Dataset maps, int index)
    {
        float[] depthM = new float[Sensor.Pixels];
        maps.ReadRows(index, 1, depthM);
        foreach (ref float depth in depthM.AsSpan())
        {
            depth = depth > 0 && float.IsFinite(depth) ? depth : float.NaN;
        }

        return depthM;
    }

    private Hdf5Dataset OpenMaps(string name, Hdf5Dataset? like)
    {
        Hdf5Dataset maps = file.OpenDataset(name);
        bool numbers = maps.Layout.Class is H5T.class_t.FLOAT or H5T.class_t.INTEGER;
        if (numbers && maps.Extents.Count == 3 && maps.Extents[0] <= MaxMaps && maps.Extents[1] is >= 1 and <= 16_384
            && maps.Extents[2] is >= 1 and <= 16_384 && (like is null || maps.Extents.SequenceEqual(like.Extents)))
        {
            return maps;
        }

        string expected = like is null ? "N x rows x columns" : string.Join('x', like.Extents) + " as " + like.Name;
        maps.Dispose();
        throw new InvalidDataException($"{Path}: {name} is {string.Join('x', maps.Extents)}; expected numbers, {expected}");
    }

    private double[] ReadTimes()
    {
        using Hdf5Dataset dataset = file.OpenDataset(Rectified + "_ts");
        if (dataset.Extents.Count != 1 || dataset.Rows != rectified.Rows || dataset.Layout.Class != H5T.class_t.FLOAT)
        {
            throw new InvalidDataException($"{Path}: {dataset.Name} must be {rectified.Rows} times in seconds, one a map");
        }

        double[] seconds = new double[dataset.Rows];
        dataset.ReadRows(0, seconds.Length, seconds);
        for (int i = 0; i < seconds.Length; i++)
        {
            if (!(Math.Abs(seconds[i]) <= MvsecLayout.MaxTimeSeconds) || (i > 0 && seconds[i] <= seconds[i - 1]))
            {
                throw new InvalidDataException($"{Path}: {dataset.Name} row {i}: {seconds[i]:R} s is not a time after the one before it");
            }
        }

        return seconds;
    }

    private double OwnOrigin(double[] seconds) =>
        file.KindOf(MvsecLayout.Events(CameraSide.Left)) == H5I.type_t.DATASET
            ? MvsecTimeSpan.Read(file, MvsecLayout.StepEvents).OriginSeconds
            : Hdf5Attributes.ReadNumber(file, MvsecLayout.OriginSeconds) ?? (seconds.Length > 0 ? seconds[0] : 0);
}
