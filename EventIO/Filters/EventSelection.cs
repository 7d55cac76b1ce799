using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>A sieve that decides event by event and changes none.</summary>
internal abstract class EventSelection : IEventSieve
{
    public int Keep(EventColumns events)
    {
        int kept = 0;
        for (int i = 0; i < events.TUs.Length; i++)
        {
            bool stays = Stays(events.TUs[i], events.X[i], events.Y[i], events.Polarity[i]);
            events.TUs[kept] = events.TUs[i];
            events.X[kept] = events.X[i];
            events.Y[kept] = events.Y[i];
            events.Polarity[kept] = events.Polarity[i];
            kept += stays ? 1 : 0;
        }

        return kept;
    }

    /// <summary>Whether the next event stays.</summary>
    protected abstract bool Stays(long tUs, int x, int y, sbyte polarity);
}
