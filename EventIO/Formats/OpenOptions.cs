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
}
