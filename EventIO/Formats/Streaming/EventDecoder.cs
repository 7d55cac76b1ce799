using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Streaming;

/// <summary>
/// Decodes one camera of a file from front to back, a block at a time. What it delivers is what the file says: pixels may be
/// off the sensor and times may go back; <see cref="OrderedEventSource"/> puts that right.
/// </summary>
internal abstract class EventDecoder : IRawEventSource
{
    /// <summary>Most events that one call of <see cref="Decode"/> appends; memory is bounded by it.</summary>
    public const int MaxBlockEvents = 131_072;

    /// <summary>
    /// What could not be decoded so far: <see cref="EventLosses.Malformed"/>, <see cref="EventLosses.SkippedBytes"/>, and as
    /// <see cref="EventLosses.OutOfSensor"/> coordinates that a batch cannot hold.
    /// </summary>
    public EventLosses Losses { get; } = new();

    /// <inheritdoc/>
    public virtual IReadOnlyList<RawDefect> Defects => [];

    /// <summary>Appends the events of the next block, perhaps none; false at the end, when nothing was appended.</summary>
    /// <exception cref="InvalidDataException">The file is damaged beyond resynchronising; the message names the place.</exception>
    public abstract bool Decode(EventBatch into);

    /// <summary>Where the next block begins.</summary>
    public abstract DecoderMark Mark();

    /// <summary>Goes on from a mark that this decoder, or another one of the same file and camera, gave.</summary>
    public abstract void Seek(DecoderMark mark);

    /// <inheritdoc/>
    public abstract void Dispose();
}
