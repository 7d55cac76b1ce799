using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>Some events of a batch, a span a column.</summary>
internal readonly ref struct EventSpans(EventBatch events, int from, int count)
{
    public ReadOnlySpan<long> TUs { get; } = events.TUs.Slice(from, count);

    public ReadOnlySpan<ushort> X { get; } = events.X.Slice(from, count);

    public ReadOnlySpan<ushort> Y { get; } = events.Y.Slice(from, count);

    public ReadOnlySpan<sbyte> Polarity { get; } = events.Polarity.Slice(from, count);

    public int Count => TUs.Length;
}
