using EventStereo.EventIO.Events;
using EventStereo.EventIO.Filters;

namespace EventStereo.EventIO.Datasets;

/// <summary>What a conversion did.</summary>
/// <param name="EventsRead">Events of the cameras taken that the asked interval held, dropped and filtered ones included.</param>
/// <param name="EventsWritten">Events that went into the output; with overlapping windows an event may count more than once.</param>
/// <param name="Losses">Events dropped or reordered.</param>
/// <param name="Windows">Windows written; 0 for a recording.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ConversionReport(long EventsRead, long EventsWritten, EventLosses Losses, long Windows, double Seconds)
{
    /// <summary>Events removed by filters, which is no loss.</summary>
    public FilterCounts Filtered { get; init; } = new();
}
