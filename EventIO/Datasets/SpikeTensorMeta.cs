using System.Text.Json;
using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Encoding;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Datasets;

/// <summary>What a file of spike tensors says of itself.</summary>
internal static class SpikeTensorMeta
{
    /// <summary>The JSON text.</summary>
    public static string Describe(IEventRecording recording, SpikeTensorOptions options, string convention, EventLosses losses, FilterCounts filtered) =>
        JsonSerializer.Serialize(new
        {
            source = Path.GetFileName(recording.Path),
            format = recording.Format,
            encoding = options.Encoding.ToString().ToLowerInvariant(),
            convention,
            bins = options.Encoding is EventEncoding.Sbt or EventEncoding.Sbn or EventEncoding.Histogram or EventEncoding.Voxel ? options.BinsOrDefault : (int?)null,
            normalization = options.Encoding == EventEncoding.Voxel ? options.Normalization.ToString().ToLowerInvariant() : null,
            layout = options.Sparse ? "sparse" : "dense",
            windowUs = options.LeftEvents is null ? options.WindowUs : (long?)null,
            leftEvents = options.LeftEvents,
            camera = options.Camera?.ToString().ToLowerInvariant(),
            rectification = options.Rectification is null ? "none" : options.Rounding == RectificationRounding.Exact ? "exact" : "nearest",
            filters = options.Filters.Select(filter => filter.Description),
            filtered = filtered.Removed,
            dropped = losses.DroppedByReason,
            reordered = losses.Reordered,
            skippedBytes = losses.SkippedBytes,
        });
}
