using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Datasets;

/// <summary>Which part of a recording a conversion takes.</summary>
public sealed record RecordingConversionOptions
{
    /// <summary>Begins here; null is the recording's beginning.</summary>
    public long? FromUs { get; init; }

    /// <summary>Ends before here; null is the recording's end.</summary>
    public long? ToUs { get; init; }

    /// <summary>The one camera to take; null takes them all.</summary>
    public CameraSide? Camera { get; init; }

    /// <summary>Filters, in order. Where one reshapes the sensor, ground truth does not come along.</summary>
    public IReadOnlyList<EventFilter> Filters { get; init; } = [];

    /// <summary>Refuses a recording of which anything had to be dropped, reordered or skipped.</summary>
    public bool Strict { get; init; }
}
