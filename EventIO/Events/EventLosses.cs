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

    /// <summary>The counts above 0 of dropped events: <c>outOfSensor</c>, <c>late</c>, <c>outOfRectified</c>.</summary>
    public IReadOnlyDictionary<string, long> DroppedByReason =>
        Above0(("outOfSensor", OutOfSensor), ("late", Late), ("outOfRectified", OutOfRectified));

    /// <summary>The same with <c>reordered</c>.</summary>
    public IReadOnlyDictionary<string, long> ByReason =>
        Above0(("outOfSensor", OutOfSensor), ("late", Late), ("outOfRectified", OutOfRectified), ("reordered", Reordered));

    /// <summary>Adds another's counts to these.</summary>
    public void Add(EventLosses other)
    {
        ArgumentNullException.ThrowIfNull(other);
        OutOfSensor += other.OutOfSensor;
        Late += other.Late;
        OutOfRectified += other.OutOfRectified;
        Reordered += other.Reordered;
    }

    /// <summary>Throws if <paramref name="strict"/> and any event was dropped or reordered.</summary>
    /// <exception cref="InvalidDataException">Names the file and the counts.</exception>
    internal void Refuse(string path, bool strict)
    {
        if (strict && Total > 0)
        {
            string counts = string.Join(", ", ByReason.Select(pair => $"{pair.Value:N0} {pair.Key}"));
            throw new InvalidDataException($"{path}: strict reading refuses events dropped or reordered: {counts}");
        }
    }

    private static SortedDictionary<string, long> Above0(params ReadOnlySpan<(string Reason, long Count)> counts)
    {
        SortedDictionary<string, long> result = new(StringComparer.Ordinal);
        foreach ((string reason, long count) in counts)
        {
            if (count > 0)
            {
                result.Add(reason, count);
            }
        }

        return result;
    }
}
