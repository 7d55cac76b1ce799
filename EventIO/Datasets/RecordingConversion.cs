using System.Diagnostics;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;
using EventStereo.EventIO.Formats;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Datasets;

/// <summary>Writes a recording, or an interval of it, anew: cleaned, in time order, in any format that is written.</summary>
public static class RecordingConversion
{
    private const int BlockEvents = 65_536;

    /// <summary>Runs the conversion. The clock stays; between files of MVSEC's layout the ground truth in the interval, which is the left camera's, comes along with that camera, the depth at its events where no filter takes some away.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="outputPath">The file; it appears when it is complete.</param>
    /// <param name="format">What to write.</param>
    /// <param name="options">Which part, and what to do about losses.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="cancellation">Stops between blocks, leaving nothing behind.</param>
    /// <exception cref="InvalidDataException">
    /// The recording is damaged, has a camera or an event that the format cannot hold, or <see cref="RecordingConversionOptions.Strict"/> found losses.
    /// </exception>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    public static ConversionReport Run(
        IEventRecording recording, string outputPath, IRecordingFormat format, RecordingConversionOptions options,
        IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(options);
        Stopwatch clock = Stopwatch.StartNew();
        EventLosses losses = new();
        FilterCounts filtered = new();
        IEventRecording piped = RecordingPipeline.Build(recording, options.Filters, nearest: null, camera: null, filtered);
        using CountingRecording counted = new(piped);
        IReadOnlyList<CameraSide> cameras = Cameras(recording, format, options);
        using IRecordingWriter writer = format.Create(outputPath, new RecordingDescription(piped.Sensor, cameras, piped.Geometry, recording.OriginSeconds));
        double whole = recording.Streams.Where(stream => stream.Kind == StreamKind.Events).Sum(stream => (double)stream.Count);
        for (int i = 0; i < cameras.Count; i++)
        {
            using IEventSource source = counted.OpenEvents(cameras[i], options.FromUs ?? long.MinValue, options.ToUs ?? long.MaxValue);

            // A recording of one camera has it on the left, whichever it was.
            CameraSide side = cameras.Count == 1 ? CameraSide.Left : cameras[i];
            EventBatch block = new(BlockEvents);
            while (source.Read(block, BlockEvents) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Append(side, block);
                block.Clear();
                progress?.Report(Math.Min(1, counted.Delivered / Math.Max(1, whole)));
            }

            losses.Add(source.Losses);
        }

        // The maps are of the left camera's view.
        if (writer is MvsecWriter truthWriter && piped.Sensor == recording.Sensor && cameras[0] == CameraSide.Left)
        {
            CopyTruth(recording, truthWriter, options.FromUs ?? long.MinValue, options.ToUs ?? long.MaxValue, withEvents: options.Filters.Count == 0, cancellation);
        }

        losses.Refuse(recording.Path, options.Strict);
        writer.Complete();
        return new ConversionReport(counted.Delivered + losses.Dropped + filtered.Total, counted.Delivered, losses, 0, clock.Elapsed.TotalSeconds) { Filtered = filtered };
    }

    private static IReadOnlyList<CameraSide> Cameras(IEventRecording recording, IRecordingFormat format, RecordingConversionOptions options)
    {
        if (options.Camera is CameraSide chosen)
        {
            return recording.Cameras.Contains(chosen)
                ? [chosen]
                : throw new InvalidDataException($"{recording.Path}: a recording of one camera ({recording.Format}), which is its left one");
        }

        return recording.Cameras.Count <= format.WritesCameras
            ? recording.Cameras
            : throw new InvalidDataException($"{recording.Path}: a recording of two cameras, of which {format.Name} holds one; choose it with --camera left or --camera right");
    }

    /// <summary>Copies the maps of an interval; those of the depth at events only where all events are copied too.</summary>
    private static void CopyTruth(IEventRecording recording, MvsecWriter writer, long fromUs, long toUs, bool withEvents, CancellationToken cancellation)
    {
        using MvsecGroundTruth? truth = (recording as MvsecRecording)?.OpenGroundTruth();
        for (int i = 0; truth is not null && truth.Sensor == recording.Sensor && i < truth.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (truth.TimesUs[i] >= fromUs && truth.TimesUs[i] < toUs)
            {
                writer.AppendDepth(truth.TimesUs[i], truth.ReadDepthM(i), truth.ReadOcclusion(i) ?? []);
                if (withEvents && truth.ReadEventDepthM(i) is float[] atEvents)
                {
                    writer.AppendEventDepth(atEvents);
                }
            }
        }
    }
}
