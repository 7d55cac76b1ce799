using System.Globalization;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>Turns what one camera's examination counted into findings.</summary>
internal static class StreamFindings
{
    /// <summary>A polarity is missing if fewer than one event in this many has it.</summary>
    public const int OneSidedShare = 100;

    /// <summary>Streams of fewer events are not judged by their polarities.</summary>
    public const int OneSidedEvents = 1000;
    private const int Named = 5;

    /// <summary>The findings of one stream.</summary>
    /// <param name="stream">The completed examination.</param>
    /// <param name="defects">What the source passed over.</param>
    /// <param name="sensor">The sensor, for messages.</param>
    /// <param name="reorderEvents">Reach of the reorder buffer, for messages.</param>
    public static IEnumerable<Finding> Of(StreamExamination stream, IReadOnlyList<RawDefect> defects, SensorSize sensor, int reorderEvents) =>
    [
        .. defects.Select(defect => OfDefect(stream.Name, defect)),
        .. OfOrder(stream, reorderEvents),
        .. OfPixels(stream, sensor),
        .. OfTime(stream),
    ];

    private static Finding OfDefect(string name, RawDefect defect)
    {
        (FindingKind kind, string what) = defect.Kind switch
        {
            RawDefectKind.InvalidTime => (FindingKind.InvalidTime, "without a valid time"),
            RawDefectKind.DamagedChunk => (FindingKind.DamagedChunk, "in chunks that do not read"),
            _ => (FindingKind.Malformed, "that make no event"),
        };
        string detail = Invariant($"{Some(defect.Count, "row")} {what}; the first is row {defect.FirstRow:N0}: {defect.What}");
        return new Finding(kind, FindingSeverity.Error, name, defect.Count, defect.FirstAtUs, detail) { FirstIndex = defect.FirstRow };
    }

    private static IEnumerable<Finding> OfOrder(StreamExamination stream, int reorderEvents)
    {
        if (stream.Backwards.Count > 0)
        {
            bool lost = stream.Late.Count > 0;
            yield return new Finding(
                FindingKind.TimeBackwards, FindingSeverity.Error, stream.Name, stream.Backwards.Count, stream.Backwards.AtUs,
                Invariant($"time goes back at {Some(stream.Backwards.Count, "event")}, by up to {stream.GreatestStepUs:N0} us, first at event {stream.Backwards.Index:N0}; readers {(lost ? "reorder those within their buffer" : "put them in order")}"))
            { FirstIndex = stream.Backwards.Index };
        }

        if (stream.Late.Count > 0)
        {
            yield return new Finding(
                FindingKind.Late, FindingSeverity.Error, stream.Name, stream.Late.Count, stream.Late.AtUs,
                Invariant($"{Some(stream.Late.Count, "event")} further behind than the {reorderEvents:N0} events that the reorder buffer reaches; readers drop them"));
        }
    }

    private static IEnumerable<Finding> OfPixels(StreamExamination stream, SensorSize sensor)
    {
        if (stream.Outside.Count > 0)
        {
            yield return new Finding(
                FindingKind.OutOfSensor, FindingSeverity.Error, stream.Name, stream.Outside.Count, stream.Outside.AtUs,
                Invariant($"{Some(stream.Outside.Count, "event")} outside the {sensor} sensor, out to column {stream.FurthestOutside.X} and row {stream.FurthestOutside.Y}; readers drop them"))
            { FirstIndex = stream.Outside.Index };
        }

        if (stream.Pixels is not PixelCounts pixels)
        {
            yield break;
        }

        if (pixels.Duplicates.Count > 0)
        {
            yield return new Finding(
                FindingKind.Duplicate, FindingSeverity.Warning, stream.Name, pixels.Duplicates.Count, pixels.Duplicates.AtUs,
                Invariant($"{Some(pixels.Duplicates.Count, "event")} repeating another of the same microsecond, pixel and polarity"));
        }

        long fromHot = stream.Hot.Sum(pixel => pixel.Count);
        if (stream.Hot.Count > 0
            && (stream.Hot[0].Count >= PixelCounts.HotShareOfOne * stream.Delivered || fromHot >= PixelCounts.HotShareOfAll * stream.Delivered))
        {
            string named = string.Join(", ", stream.Hot.Take(Named).Select(pixel => Invariant($"({pixel.X}, {pixel.Y}) {pixel.Count:N0} against {pixel.NeighbourMedian:0.#}")));
            yield return new Finding(
                FindingKind.HotPixel, FindingSeverity.Warning, stream.Name, stream.Hot.Count, null,
                Invariant($"{Some(stream.Hot.Count, "pixel")} with {100.0 * fromHot / stream.Delivered:0.0} % of the events, each more than {HotPixelMask.Factor} times as many as its neighbours: {named}{Rest(stream.Hot.Count)}"));
        }

        if (pixels.DeadLines() is { Count: > 0 } dead)
        {
            yield return new Finding(
                FindingKind.DeadLine, FindingSeverity.Warning, stream.Name, dead.Count, null,
                $"no event in {string.Join(", ", dead.Take(Named))}{Rest(dead.Count)}, and many in the lines beside");
        }
    }

    private static IEnumerable<Finding> OfTime(StreamExamination stream)
    {
        if (stream.Delivered == 0)
        {
            yield return new Finding(FindingKind.NoEvents, FindingSeverity.Error, stream.Name, 1, null, "the camera has no event that a reader delivers");
            yield break;
        }

        if (stream.Intervals.Gaps() is { Count: > 0 } gaps)
        {
            (long atUs, ulong lengthUs) = gaps.MaxBy(gap => gap.LengthUs);
            yield return new Finding(
                FindingKind.Gap, FindingSeverity.Warning, stream.Name, gaps.Count, gaps[0].AtUs,
                Invariant($"{Some(gaps.Count, "silence")}, the longest of {lengthUs / 1e6:N3} s from {atUs / 1e6:N6} s on, where silences are {stream.Intervals.TypicalUs() / 1e6:N6} s as a rule"));
        }

        long rarer = Math.Min(stream.Positive, stream.Delivered - stream.Positive);
        if (stream.Delivered >= OneSidedEvents && rarer < stream.Delivered / OneSidedShare)
        {
            yield return new Finding(
                FindingKind.OneSidedPolarity, FindingSeverity.Note, stream.Name, stream.Delivered - rarer, stream.FirstUs,
                Invariant($"{100.0 * stream.Positive / stream.Delivered:0.##} % of the events are of polarity 1"));
        }
    }

    private static string Some(long count, string noun) => count == 1 ? $"1 {noun}" : Invariant($"{count:N0} {noun}s");

    private static string Rest(int count) => count > Named ? Invariant($" and {count - Named:N0} more") : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
