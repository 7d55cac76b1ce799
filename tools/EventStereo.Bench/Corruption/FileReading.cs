using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.Bench.Corruption;

/// <summary>Opens a file, asks it for everything it says about itself, and reads every event: what <c>info</c> and <c>convert</c> do.</summary>
public static class FileReading
{
    private const int BlockEvents = 65_536;

    /// <summary>Reads a file; the number of events it gave.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Name of its format; null finds out by content.</param>
    /// <exception cref="InvalidDataException">The file is refused, as it may be.</exception>
    public static long Run(string path, string? format)
    {
        using IEventRecording recording = RecordingFormats.Open(path, null, format);
        long events = recording.Streams.Count + recording.ToUs - recording.FromUs > long.MinValue ? 0 : -1;
        EventBatch block = new(BlockEvents);
        foreach (CameraSide side in recording.Cameras)
        {
            using IEventSource source = recording.OpenEvents(side);
            while (source.Read(block, BlockEvents) > 0)
            {
                events += block.Count;
                block.Clear();
            }
        }

        return events;
    }
}
