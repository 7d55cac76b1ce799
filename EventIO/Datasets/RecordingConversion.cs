using System.Diagnostics;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Datasets;

/// <summary>Writes a recording, or an interval of it, anew in MVSEC's layout: cleaned, in time order, in chunks of 4096 events.</summary>
public static class RecordingConversion
{
    private const int BlockEvents = 65_536;

    /// <summary>Runs the conversion. Ground truth in the interval comes along; the file's clock stays.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="outputPath">The file; it appears when it is complete.</param>
    /// <param name="fromUs">Begins here; null is the recording's beginning.</param>
    /// <param name="toUs">Ends here; null is the recording's end.</param>
    /// <param name="strict">Refuses a recording of which any event had to be dropped or reordered.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="cancellation">Stops between blocks, leaving nothing behind.</param>
    /// <exception cref="InvalidDataException">The recording is damaged, or <paramref name="strict"/> found losses.</exception>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    public static ConversionReport ToMvsec(
        IStereoRecording recording, string outputPath, long? fromUs = null, long? toUs = null, bool strict = false,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        Stopwatch clock = Stopwatch.StartNew();
        EventLosses losses = new();
        using CountingRecording counted = new(recording);
        double originSeconds = (recording as MvsecRecording)?.OriginSeconds ?? 0;
        using MvsecWriter writer = new(outputPath, recording.Sensor, recording.Geometry, originSeconds);
        double whole = recording.Streams.Where(stream => stream.Kind == StreamKind.Events).Sum(stream => (double)stream.Count);
        foreach (CameraSide side in Enum.GetValues<CameraSide>())
        {
            using IEventSource source = counted.OpenEvents(side, fromUs ?? long.MinValue, toUs ?? long.MaxValue);
            EventBatch block = new(BlockEvents);
            while (source.Read(block, BlockEvents) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                writer.AppendEvents(side, block);
                block.Clear();
                progress?.Report(Math.Min(1, counted.Delivered / Math.Max(1, whole)));
            }

            losses.Add(source.Losses);
        }

        CopyTruth(recording, writer, fromUs ?? long.MinValue, toUs ?? long.MaxValue, cancellation);
        losses.Refuse(recording.Path, strict);
        writer.Complete();
        return new ConversionReport(counted.Delivered + losses.Dropped, counted.Delivered, losses, 0, clock.Elapsed.TotalSeconds);
    }

    private static void CopyTruth(IStereoRecording recording, MvsecWriter writer, long fromUs, long toUs, CancellationToken cancellation)
    {
        using MvsecGroundTruth? truth = (recording as MvsecRecording)?.OpenGroundTruth();
        for (int i = 0; truth is not null && truth.Sensor == recording.Sensor && i < truth.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (truth.TimesUs[i] >= fromUs && truth.TimesUs[i] < toUs)
            {
                writer.AppendDepth(truth.TimesUs[i], truth.ReadDepthM(i), truth.ReadOcclusion(i) ?? []);
            }
        }
    }
}
