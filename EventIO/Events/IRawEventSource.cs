namespace EventStereo.EventIO.Events;

/// <summary>The events of one camera in the order of the file, each as the file has it.</summary>
internal interface IRawEventSource : IDisposable
{
    /// <summary>What could not be decoded so far: <see cref="EventLosses.Malformed"/> and <see cref="EventLosses.SkippedBytes"/>.</summary>
    EventLosses Losses { get; }

    /// <summary>What is wrong with records passed over so far, where the source knows more than <see cref="Losses"/> counts.</summary>
    IReadOnlyList<RawDefect> Defects { get; }

    /// <summary>Appends the events of the next block, perhaps none; false at the end, when nothing was appended.</summary>
    /// <exception cref="InvalidDataException">The file is damaged beyond going on; the message names the place.</exception>
    bool Decode(EventBatch into);
}
