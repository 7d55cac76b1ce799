using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats;

/// <summary>
/// Writes one recording. The file gets its name in <see cref="Complete"/>; disposed before that, nothing is left. Equal content is
/// an equal file. Cameras come one after the other: every event of the left one, then those of the right one.
/// </summary>
public interface IRecordingWriter : IDisposable
{
    /// <summary>Appends events of one camera: on the sensor, in time order.</summary>
    /// <exception cref="InvalidDataException">The format cannot hold the event (a coordinate or time beyond its fields); the message says which.</exception>
    /// <exception cref="IOException">The disk is full, or another failure to write.</exception>
    void Append(CameraSide side, EventBatch events);

    /// <summary>Writes everything out and gives the file its name.</summary>
    /// <exception cref="IOException">The disk is full, or another failure to write; nothing is left behind.</exception>
    void Complete();
}
