using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// Events that filters removed, by the filter's name. They were asked for, unlike <see cref="EventLosses"/>, so strict reading does not refuse them. Counted while
/// sources are read, over all of them.
/// </summary>
public sealed class FilterCounts
{
    private readonly SortedDictionary<string, long> removed = new(StringComparer.Ordinal);

    /// <summary>The counts, 0 for a filter that removed nothing.</summary>
    public IReadOnlyDictionary<string, long> Removed => removed;

    /// <summary>Their sum.</summary>
    public long Total => removed.Values.Sum();

    /// <summary>Adds to a filter's count.</summary>
    internal void Add(string filter, long count) => removed[filter] = removed.GetValueOrDefault(filter) + count;
}
