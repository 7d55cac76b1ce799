using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats;

namespace EventStereo.Search.Classification.Data;

/// <summary>
/// A recording of which parts are asked for, by several threads. One pass over the file, made for the first part, tells where each of them begins; after it only the parts themselves are read.
/// </summary>
internal sealed class GestureRecording(string path)
{
    private readonly Lock guard = new();
    private IEventRecording? opened; // it holds the pass's marks, not the file

    /// <summary>The events of a part.</summary>
    /// <exception cref="InvalidDataException">The recording is damaged there, or of another sensor, or has no event in it.</exception>
    public EventBatch Events(SensorSize sensor, long fromUs, long toUs)
    {
        lock (guard)
        {
            opened ??= RecordingFormats.Open(path, new OpenOptions { Sensor = sensor }, "aedat3");
            if (opened.Sensor != sensor)
            {
                throw new InvalidDataException($"{path}: of a sensor of {opened.Sensor}, not {sensor}");
            }

            using IEventSource source = opened.OpenEvents(CameraSide.Left, fromUs, toUs);
            return EventSamples.ReadAll(source, $"{path}: gesture of {fromUs} to {toUs} us");
        }
    }
}
