namespace EventStereo.EventIO.Events;

/// <summary>
/// What became of events that could not be delivered as the file has them. Everything but <see cref="Reordered"/> was
/// dropped; <see cref="SkippedBytes"/> held no event that could be made out. A source counts while it is read.
/// </summary>
public sealed class EventLosses
{
    /// <summary>Dropped: the pixel is outside the sensor.</summary>
    public long OutOfSensor { get; set; }

    /// <summary>Dropped: time went back further than the reorder buffer reaches.</summary>
    public long Late { get; set; }

    /// <summary>Dropped: rectification maps the pixel outside the image.</summary>
    public long OutOfRectified { get; set; }

    /// <summary>Dropped: a record whose fields make no event, such as a line of text with a missing number.</summary>
    public long Malformed { get; set; }

    /// <summary>Bytes passed over on the way to the next valid word or packet.</summary>
    public long SkippedBytes { get; set; }

    /// <summary>Delivered in time order though the file had them later than an event of greater time.</summary>
    public long Reordered { get; set; }

    /// <summary>Number of dropped events.</summary>
    public long Dropped => OutOfSensor + Late + OutOfRectified + Malformed;

    /// <summary>Whether nothing was dropped, reordered or skipped.</summary>
    public bool None => Dropped + Reordered + SkippedBytes == 0;

    /// <summary>The counts above 0 of dropped events: <c>outOfSensor</c>, <c>late</c>, <c>outOfRectified</c>, <c>malformed</c>.</summary>
    public IReadOnlyDictionary<string, long> DroppedByReason =>
        Above0(("outOfSensor", OutOfSensor), ("late", Late), ("outOfRectified", OutOfRectified), ("malformed", Malformed));

    /// <summary>The same with <c>reordered</c> and <c>skippedBytes</c>.</summary>
    public IReadOnlyDictionary<string, long> ByReason => Above0(
        ("outOfSensor", OutOfSensor), ("late", Late), ("outOfRectified", OutOfRectified), ("malformed", Malformed),
        ("reordered", Reordered), ("skippedBytes", SkippedBytes));

    /// <summary>Adds another's counts to these.</summary>
    public void Add(EventLosses other)
    {
        ArgumentNullException.ThrowIfNull(other);
        OutOfSensor += other.OutOfSensor;
        Late += other.Late;
        OutOfRectified += other.OutOfRectified;
        Malformed += other.Malformed;
        SkippedBytes += other.SkippedBytes;
        Reordered += other.Reordered;
    }

    /// <summary>Throws if <paramref name="strict"/> and anything was dropped, reordered or skipped.</summary>
    /// <exception cref="InvalidDataException">Names the file and the counts.</exception>
    internal void Refuse(string path, bool strict)
    {
        if (strict && !None)
        {
            string counts = string.Join(", ", ByReason.Select(pair => $"{pair.Value:N0} {pair.Key}"));
            throw new InvalidDataException($"{path}: strict reading refuses what was dropped, reordered or skipped: {counts}");
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
