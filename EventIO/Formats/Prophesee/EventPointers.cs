using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Formats.Prophesee;

/// <summary>The columns of <see cref="EventColumns"/>, pinned by whoever made this.</summary>
internal readonly unsafe struct EventPointers(long* tUs, ushort* x, ushort* y, sbyte* polarity)
{
    public long* TUs { get; } = tUs;

    public ushort* X { get; } = x;

    public ushort* Y { get; } = y;

    public sbyte* Polarity { get; } = polarity;
}
