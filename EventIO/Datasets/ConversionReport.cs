using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>What a conversion did.</summary>
/// <param name="EventsRead">Events of both cameras that the asked interval held, dropped ones included.</param>
/// <param name="EventsWritten">Events that went into the output; with overlapping windows an event may count more than once.</param>
/// <param name="Losses">Events dropped or reordered.</param>
/// <param name="Windows">Windows written; 0 for a recording.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ConversionReport(long EventsRead, long EventsWritten, EventLosses Losses, long Windows, double Seconds);
