using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Tests;

/// <summary>One event, to be changed.</summary>
internal readonly record struct PlantedEvent(long TUs, ushort X, ushort Y, sbyte Polarity);

/// <summary>Events of a batch one by one.</summary>
internal static class PlantedEvents
{
    public static PlantedEvent At(this EventBatch events, int i) => new(events.TUs[i], events.X[i], events.Y[i], events.Polarity[i]);
}
