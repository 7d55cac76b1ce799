using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>A filter at work on one camera's events, with what it remembers of those before.</summary>
internal interface IEventSieve
{
    /// <summary>Moves the events that stay, changed or not, to the front; their number. Blocks come in time order, on the sensor.</summary>
    int Keep(EventColumns events);
}
