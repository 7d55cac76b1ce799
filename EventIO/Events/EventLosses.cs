using System.Collections.ObjectModel;

namespace EventStereo.EventIO.Events;

/// <summary>
/// What became of events that could not be delivered as the file has them. Everything but <see cref="Reordered"/> was
/// dropped. A source counts while it is read.
/// </summary>
public sealed class EventLosses
{
    /// <summary>Dropped: the pixel is outside the sensor.</summary>
    public long OutOfSensor { get; set; }

    /// <summary>Dropped: time went back further than the reorder buffer reaches.</summary>
    public long Late { get; set; }

    /// <summary>Dropped: rectification maps the pixel outside the image.</summary>
    public long OutOfRectified { get; set; }

    /// <summary>Delivered in time order though the file had them later than an event of greater time.</summary>
    public long Reordered { get; set; }

    /// <summary>Number of dropped events.</summary>
    public long Dropped => OutOfSensor + Late + OutOfRectified;

    /// <summary>Number of events dropped or reordered; 0 for a flawless recording.</summary>
    public long Total => Dropped + Reordered;

    /// <summary>The counts above 0 by reason: <c>outOfSensor</c>, <c>late</c>, <c>outOfRectified</c>, <c>reordered</c>.</summary>
    public IReadOnlyDictionary<string, long> ByReason
    {
        get
        {
            SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
            Put("outOfSensor", OutOfSensor);
            Put("late", Late);
            Put("outOfRectified", OutOfRectified);
            Put("reordered", Reordered);
            return new ReadOnlyDictionary<string, long>(counts);

            void Put(string reason, long count)
            {
                if (count > 0)
                {
                    counts.Add(reason, count);
                }
            }
        }
    }

    /// <summary>Adds another's counts to these.</summary>
    public void Add(EventLosses other)
    {
        ArgumentNullException.ThrowIfNull(other);
        OutOfSensor += other.OutOfSensor;
        Late += other.Late;
        OutOfRectified += other.OutOfRectified;
        Reordered += other.Reordered;
    }
}
