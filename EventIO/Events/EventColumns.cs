namespace EventStereo.EventIO.Events;

/// <summary>Room in an <see cref="EventBatch"/> for events that a decoder writes in place, a span a column, all of one length.</summary>
/// <param name="tUs">Times in microseconds.</param>
/// <param name="x">Columns.</param>
/// <param name="y">Rows.</param>
/// <param name="polarity">Polarities, -1 or 1.</param>
public readonly ref struct EventColumns(Span<long> tUs, Span<ushort> x, Span<ushort> y, Span<sbyte> polarity)
{
    /// <summary>Times in microseconds.</summary>
    public Span<long> TUs { get; } = tUs;

    /// <summary>Columns.</summary>
    public Span<ushort> X { get; } = x;

    /// <summary>Rows.</summary>
    public Span<ushort> Y { get; } = y;

    /// <summary>Polarities, -1 or 1.</summary>
    public Span<sbyte> Polarity { get; } = polarity;
}
