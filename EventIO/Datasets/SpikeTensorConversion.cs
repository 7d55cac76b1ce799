using System.Diagnostics;
using System.Text.Json;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Numpy;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Converts a recording to spike tensors: an NPZ archive of <c>left</c> and <c>right</c>, int8 [N, C, H, W] of SBT,
/// <c>fromUs</c> and <c>toUs</c>, int64 [N], and <c>meta</c>, a JSON text. Memory does not depend on the recording's length.
/// </summary>
public static class SpikeTensorConversion
{
    /// <summary>Runs the conversion.</summary>
    /// <param name="recording">The recording; read once.</param>
    /// <param name="outputPath">The archive; it appears when it is complete.</param>
    /// <param name="options">How to cut and encode.</param>
    /// <param name="progress">Told the share done, 0 to 1, after each window.</param>
    /// <param name="cancellation">Stops between windows, leaving nothing behind.</param>
    /// <exception cref="InvalidDataException">The recording is damaged, or <see cref="SpikeTensorOptions.Strict"/> found losses.</exception>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    public static ConversionReport Run(
        IEventRecording recording, string outputPath, SpikeTensorOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        Stopwatch clock = Stopwatch.StartNew();
        EventLosses losses = new();
        using CountingRecording counted = new(recording);
        SpikeTensorEncoder encoder = new(recording, options);
        using NpzWriter archive = new(outputPath);
        NpzGrowingArray left = archive.AddGrowing<sbyte>("left", options.Channels, recording.Sensor.Height, recording.Sensor.Width);
        NpzGrowingArray right = archive.AddGrowing<sbyte>("right", options.Channels, recording.Sensor.Height, recording.Sensor.Width);
        List<long> fromUs = [], toUs = [];
        (long beginUs, long endUs) = Interval(recording, options);
        foreach (StereoWindow window in Windows(counted, options, losses))
        {
            cancellation.ThrowIfCancellationRequested();
            left.Append<sbyte>(encoder.Encode(window, CameraSide.Left));
            right.Append<sbyte>(encoder.Encode(window, CameraSide.Right));
            fromUs.Add(window.Span.FromUs);
            toUs.Add(window.Span.ToUs);
            progress?.Report(Math.Clamp((window.Span.ToUs - beginUs) / Math.Max(1.0, endUs - beginUs), 0, 1));
        }

        long read = counted.Delivered + losses.OutOfSensor + losses.Late;
        losses.OutOfRectified += encoder.OutOfRectified;
        losses.Refuse(recording.Path, options.Strict);
        archive.Add<long>("fromUs", fromUs.ToArray(), fromUs.Count);
        archive.Add<long>("toUs", toUs.ToArray(), toUs.Count);
        archive.AddText("meta", Describe(recording, options, losses));
        cancellation.ThrowIfCancellationRequested();
        archive.Complete();
        return new ConversionReport(read, encoder.Encoded, losses, fromUs.Count, clock.Elapsed.TotalSeconds);
    }

    private static IEnumerable<StereoWindow> Windows(IEventRecording recording, SpikeTensorOptions options, EventLosses losses)
    {
        if (options.LeftEvents is not null && options.EndTimesUs is not null)
        {
            throw new ArgumentException("windows are cut by count or end at given times, not both", nameof(options));
        }

        if (options.EndTimesUs is not null)
        {
            long[] ends = [.. options.EndTimesUs.Where(t => t >= (options.FromUs ?? long.MinValue) && t <= (options.ToUs ?? long.MaxValue))];
            return StereoWindows.EndingAt(recording, ends, options.WindowUs, losses);
        }

        return options.LeftEvents is int count
            ? StereoWindows.ByCount(recording, count, options.FromUs, options.ToUs, losses)
            : StereoWindows.ByTime(recording, options.WindowUs, options.FromUs, options.ToUs, losses);
    }

    private static (long BeginUs, long EndUs) Interval(IEventRecording recording, SpikeTensorOptions options) =>
        (options.FromUs ?? recording.FromUs, options.ToUs ?? recording.ToUs);

    private static string Describe(IEventRecording recording, SpikeTensorOptions options, EventLosses losses) =>
        JsonSerializer.Serialize(new
        {
            source = Path.GetFileName(recording.Path),
            format = recording.Format,
            encoding = "sbt",
            convention = "sign of the summed polarity a slice; channel 0 is the oldest; windows half-open",
            channels = options.Channels,
            windowUs = options.LeftEvents is null ? options.WindowUs : (long?)null,
            leftEvents = options.LeftEvents,
            rectification = options.Rectification is null ? "none" : options.Rounding == RectificationRounding.Exact ? "exact" : "nearest",
            dropped = losses.DroppedByReason,
            reordered = losses.Reordered,
        });
}
