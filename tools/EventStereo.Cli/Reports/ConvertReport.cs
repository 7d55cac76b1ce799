using EventStereo.EventIO.Datasets;
using EventStereo.EventIO.Filters;

namespace EventStereo.Cli.Reports;

/// <summary>
/// What <c>evs convert</c> did. <paramref name="Dropped"/> counts by reason what could not be kept, <paramref name="Filtered"/> by filter what was asked to go; <paramref name="Windows"/> is null
/// for a recording, <paramref name="HotPixels"/>, by camera, where they were not looked for.
/// </summary>
internal sealed record ConvertReport(
    string Output, long EventsRead, long EventsWritten, IReadOnlyDictionary<string, long> Dropped, IReadOnlyDictionary<string, long> Filtered, long Reordered, long SkippedBytes,
    long? Windows, double Seconds, IReadOnlyDictionary<string, IReadOnlyList<HotPixel>>? HotPixels)
{
    public static ConvertReport Of(string path, ConversionReport done, bool hasWindows, IReadOnlyDictionary<string, IReadOnlyList<HotPixel>>? hotPixels = null) => new(
        path, done.EventsRead, done.EventsWritten, done.Losses.DroppedByReason, done.Filtered.Removed, done.Losses.Reordered, done.Losses.SkippedBytes, hasWindows ? done.Windows : null, done.Seconds,
        hotPixels);
}
