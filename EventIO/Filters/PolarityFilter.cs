using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>Keeps events of one polarity.</summary>
/// <param name="Polarity">-1 (darker, off) or 1 (brighter, on).</param>
public sealed record PolarityFilter(sbyte Polarity) : EventFilter
{
    /// <inheritdoc/>
    public override string Name => "polarity";

    /// <inheritdoc/>
    public override string Description => $"polarity {(Polarity > 0 ? "on" : "off")} alone";

    internal override IEventSieve Begin(CameraSide side, SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Abs((int)Polarity), 1, nameof(Polarity));
        return new Sieve(Polarity);
    }

    private sealed class Sieve(sbyte wanted) : EventSelection
    {
        protected override bool Stays(long tUs, int x, int y, sbyte polarity) => polarity == wanted;
    }
}
