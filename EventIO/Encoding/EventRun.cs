using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>The events of a batch that can be in a window.</summary>
/// <param name="From">Index of the first.</param>
/// <param name="To">Index behind the last.</param>
/// <param name="InOrder">Whether the batch is in time order, so that every event of the run is in the window.</param>
internal readonly record struct EventRun(int From, int To, bool InOrder)
{
    /// <summary>Found by bisection where the batch is in time order, else all of it.</summary>
    public static EventRun Of(EventBatch events, TimeWindow window)
    {
        if (!TimeSlices.InOrder(events.TUs))
        {
            return new EventRun(0, events.Count, InOrder: false);
        }

        int from = events.LowerBound(window.FromUs);
        return new EventRun(from, Math.Max(from, events.LowerBound(window.ToUs)), InOrder: true);
    }
}
