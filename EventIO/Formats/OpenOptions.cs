using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats;

/// <summary>What a reader is told beside the path.</summary>
public sealed record OpenOptions
{
    /// <summary>Events that the reorder buffer of one camera reaches over, unless told.</summary>
    public const int DefaultReorderEvents = 65_536;

    /// <summary>The sensor of a file that does not state it; null takes the format's own rule.</summary>
    public SensorSize? Sensor { get; init; }

    /// <summary>Reach of the reorder buffer, in events of one camera: an event displaced by more is dropped as late.</summary>
    public int ReorderEvents { get; init; } = DefaultReorderEvents;

    /// <summary>
    /// Opens, for a diagnosis, also a file whose damage keeps its events from being read: what a format can pass over while it looks for
    /// the recording's extent in time, it passes over.
    /// </summary>
    public bool Tolerant { get; init; }
}
