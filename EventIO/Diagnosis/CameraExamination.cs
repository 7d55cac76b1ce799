using System.Globalization;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Diagnosis;

/// <summary>Drives the examination of one camera: reads it to its end, or to where damage ends it.</summary>
internal static class CameraExamination
{
    /// <summary>Examines a camera and adds what is wrong with its own stream to <paramref name="findings"/>.</summary>
    /// <exception cref="InvalidDataException">Damage ends reading before the first event.</exception>
    public static StreamExamination Run(
        IRawEventRecording recording, CameraSide side, SensorSize sensor, List<Finding> findings, CancellationToken cancellation)
    {
        StreamExamination stream = new(recording.StreamName(side), sensor, recording.ReorderEvents);
        EventBatch block = new();
        Place malformed = default, skipped = default;
        using IRawEventSource source = recording.OpenRaw(side);
        try
        {
            for (bool more = true; more;)
            {
                cancellation.ThrowIfCancellationRequested();
                block.Clear();
                more = source.Decode(block);
                long? atUs = stream.LatestUs ?? (block.Count > 0 ? block.TUs[0] : null);
                CountNew(ref malformed, source.Losses.Malformed, atUs, stream.RawEvents);
                CountNew(ref skipped, source.Losses.SkippedBytes, atUs, stream.RawEvents);
                stream.Take(block);
            }
        }
        catch (InvalidDataException failure) when (stream.RawEvents > 0)
        {
            findings.Add(new Finding(
                FindingKind.TruncatedStream, FindingSeverity.Error, stream.Name, 1, stream.LatestUs,
                string.Create(CultureInfo.InvariantCulture, $"reading ends after {stream.RawEvents:N0} events: {failure.Message}"))
            { FirstIndex = stream.RawEvents });
        }

        stream.Complete();
        AddLosses(stream.Name, malformed, skipped, findings);
        AddDelivered(stream.Name, source.Losses, findings);
        findings.AddRange(StreamFindings.Of(stream, source.Defects, sensor, recording.ReorderEvents));
        return stream;
    }

    /// <summary>Counts what a block added to a source's count; its place is the event before the block.</summary>
    private static void CountNew(ref Place place, long countNow, long? atUs, long index)
    {
        if (countNow > place.Count)
        {
            place.Add(atUs, index, countNow - place.Count);
        }
    }

    private static void AddLosses(string name, Place malformed, Place skipped, List<Finding> findings)
    {
        if (malformed.Count > 0)
        {
            findings.Add(new Finding(
                FindingKind.Malformed, FindingSeverity.Error, name, malformed.Count, malformed.AtUs,
                string.Create(CultureInfo.InvariantCulture, $"{malformed.Count:N0} records make no event, the first behind event {malformed.Index:N0}; readers pass over them"))
            { FirstIndex = malformed.Index });
        }

        if (skipped.Count > 0)
        {
            findings.Add(new Finding(
                FindingKind.SkippedBytes, FindingSeverity.Error, name, skipped.Count, skipped.AtUs,
                string.Create(CultureInfo.InvariantCulture, $"{skipped.Count:N0} bytes are no valid word or packet, the first behind event {skipped.Index:N0}; readers pass over them"))
            { FirstIndex = skipped.Index });
        }
    }

    /// <summary>What a source that delivers in order says it dropped or reordered; a raw source leaves these at 0.</summary>
    private static void AddDelivered(string name, EventLosses losses, List<Finding> findings)
    {
        (FindingKind Kind, long Count, string What)[] counts =
        [
            (FindingKind.OutOfSensor, losses.OutOfSensor, "events lie outside the sensor; readers drop them"),
            (FindingKind.TimeBackwards, losses.Reordered + losses.Late, "events are earlier than one before them"),
            (FindingKind.Late, losses.Late, "events come later than the reorder buffer reaches; readers drop them"),
        ];
        findings.AddRange(counts.Where(found => found.Count > 0).Select(found => new Finding(
            found.Kind, FindingSeverity.Error, name, found.Count, null, string.Create(CultureInfo.InvariantCulture, $"{found.Count:N0} {found.What}"))));
    }
}
