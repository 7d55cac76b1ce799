using System.Diagnostics;
using System.Numerics;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Converts a recording to spike tensors, an NPZ archive or, by the ending <c>.h5</c>, an HDF5 file: <c>left</c> and <c>right</c>, of one camera <c>events</c>, [N, C, H, W], int8 for SBT
/// and SBN and float32 otherwise; <c>fromUs</c> and <c>toUs</c>, int64 [N]; <c>meta</c>, a JSON text. Sparse, each camera has <c>X_indices</c>, int32 [M, 4] of n, c, y, x in
/// ascending order, <c>X_values</c> [M], and <c>X_shape</c>, int64 [4]. Memory does not depend on the recording's length.
/// </summary>
public static class SpikeTensorConversion
{
    /// <summary>Ending of a file of tensors in HDF5.</summary>
    public const string Hdf5Ending = ".h5";

    /// <summary>Most elements of a window's tensor of one camera: 256 MB of float32.</summary>
    private const long MaxElements = 1L << 26;

    /// <summary>No recording is 115 days long, and none has a hundred million windows.</summary>
    private const double MaxSpanUs = 1e13, MaxWindows = 1e8;

    /// <summary>Runs the conversion.</summary>
    /// <param name="recording">The recording; read once.</param>
    /// <param name="outputPath">The file; it appears when it is complete.</param>
    /// <param name="options">How to cut, filter and encode.</param>
    /// <param name="progress">Told the share done, 0 to 1, after each window.</param>
    /// <param name="cancellation">Stops between windows, leaving nothing behind.</param>
    /// <exception cref="ArgumentException">Options that do not go together.</exception>
    /// <exception cref="InvalidDataException">
    /// The recording is damaged, has no such camera, or does not fit the maps; a window's tensor would be larger than 2^26 elements; or <see cref="SpikeTensorOptions.Strict"/> found losses.
    /// </exception>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    public static ConversionReport Run(
        IEventRecording recording, string outputPath, SpikeTensorOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(outputPath);
        options.Check();
        return options.Encoding is EventEncoding.Sbt or EventEncoding.Sbn
            ? Run(recording, outputPath, options, WindowEncodings.OfSigns, progress, cancellation)
            : Run(recording, outputPath, options, WindowEncodings.OfValues, progress, cancellation);
    }

    private static ConversionReport Run<T>(
        IEventRecording recording, string outputPath, SpikeTensorOptions options, Func<SpikeTensorOptions, SensorSize, WindowEncoding<T>> encodings,
        IProgress<double>? progress, CancellationToken cancellation)
        where T : unmanaged, INumber<T>
    {
        Stopwatch clock = Stopwatch.StartNew();
        EventLosses losses = new();
        FilterCounts filtered = new();
        if (options.Exact && options.Rectification?.Sensor != recording.Sensor)
        {
            throw new InvalidDataException($"{recording.Path}: a sensor of {recording.Sensor}, but rectification maps of {options.Rectification?.Sensor}");
        }

        IEventRecording piped = RecordingPipeline.Build(recording, options.Filters, options.Exact ? null : options.Rectification, options.Camera, filtered);
        using CountingRecording counted = new(piped);
        WindowEncoding<T> encoding = encodings(options, piped.Sensor);
        RequireBounded(recording.Path, encoding);
        (long beginUs, long endUs) = (options.FromUs ?? recording.FromUs, options.ToUs ?? recording.ToUs);
        RequireBounded(recording.Path, (double)endUs - beginUs, options);
        using ITensorArchive archive = Path.GetExtension(outputPath).Equals(Hdf5Ending, StringComparison.OrdinalIgnoreCase)
            ? new Hdf5TensorArchive(outputPath)
            : new NpzTensorArchive(outputPath);
        SpikeTensorCamera<T>[] cameras = [.. piped.Cameras.Select(side => new SpikeTensorCamera<T>(
            archive, piped.Cameras.Count == 1 ? "events" : side == CameraSide.Left ? "left" : "right", encoding,
            options.Exact ? options.Rectification?[options.Camera ?? side] : null, options.Sparse))];
        ITensorRows fromUs = archive.AddGrowing<long>("fromUs"), toUs = archive.AddGrowing<long>("toUs");
        long windows = 0;
        foreach (StereoWindow window in Windows(counted, options, losses))
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < cameras.Length; i++)
            {
                cameras[i].Append(i == 0 ? window.Left : window.Right, window.Span);
            }

            fromUs.Append<long>([window.Span.FromUs]);
            toUs.Append<long>([window.Span.ToUs]);
            windows++;
            progress?.Report(Math.Clamp((window.Span.ToUs - beginUs) / Math.Max(1.0, endUs - beginUs), 0, 1));
        }

        long read = counted.Delivered + losses.Dropped + filtered.Total;
        losses.OutOfRectified += cameras.Sum(camera => camera.OutOfRectified);
        losses.Refuse(recording.Path, options.Strict);
        Array.ForEach(cameras, camera => camera.Complete());
        archive.AddText("meta", SpikeTensorMeta.Describe(recording, options, encoding.Convention, losses, filtered));
        cancellation.ThrowIfCancellationRequested();
        archive.Complete();
        return new ConversionReport(read, cameras.Sum(camera => camera.Encoded), losses, windows, clock.Elapsed.TotalSeconds) { Filtered = filtered };
    }

    private static void RequireBounded<T>(string path, WindowEncoding<T> encoding)
        where T : unmanaged
    {
        if ((long)encoding.Channels * encoding.Height * encoding.Width is > MaxElements)
        {
            throw new InvalidDataException(
                $"{path}: a tensor of {encoding.Channels} x {encoding.Height} x {encoding.Width} a window is larger than {MaxElements:N0} elements; take fewer bins, a region of interest or down-sampling");
        }
    }

    /// <summary>Two time stamps far apart, of which one is damaged, would make windows without end.</summary>
    private static void RequireBounded(string path, double spanUs, SpikeTensorOptions options)
    {
        bool byTime = options.EndTimesUs is null && options.LeftEvents is null;
        if (spanUs > MaxSpanUs || (byTime && spanUs / options.WindowUs > MaxWindows))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{path}: spans {spanUs / 1e6:0} s{(byTime ? FormattableString.Invariant($", {spanUs / options.WindowUs:0} windows of {options.WindowUs} us") : "")}: a time stamp is damaged, or an interval is wanted: --from-us and --to-us say which"));
        }
    }

    private static IEnumerable<StereoWindow> Windows(IEventRecording recording, SpikeTensorOptions options, EventLosses losses)
    {
        if (options.EndTimesUs is not null)
        {
            long[] ends = [.. options.EndTimesUs.Where(t => t >= (options.FromUs ?? long.MinValue) && t <= (options.ToUs ?? long.MaxValue))];
            return StereoWindows.EndingAt(recording, ends, options.WindowUs, losses);
        }

        return options.LeftEvents is int count
            ? StereoWindows.ByCount(recording, count, options.FromUs, options.ToUs, losses)
            : StereoWindows.ByTime(recording, options.WindowUs, options.FromUs, options.ToUs, losses);
    }
}
