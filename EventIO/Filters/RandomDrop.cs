using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// Keeps each event with a probability, drawn for each by itself. What is drawn is a pure function of the seed, the camera, the event's microsecond and its number within
/// that microsecond: the same events stay whatever the size of the blocks and whatever interval is read, and the cameras draw apart.
/// </summary>
/// <param name="KeepFraction">The probability, 0 to 1.</param>
/// <param name="Seed">Seed of the draw.</param>
public sealed record RandomDrop(double KeepFraction, int Seed) : EventFilter
{
    /// <summary>Sets this use of a seed apart from every other.</summary>
    private const ulong Purpose = 0xD209;

    /// <inheritdoc/>
    public override string Name => "randomDrop";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"each event kept with probability {KeepFraction}, seed {Seed}");

    internal override IEventSieve Begin(CameraSide side, SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(KeepFraction, 0, 1), KeepFraction, nameof(KeepFraction));
        return new Sieve(KeepFraction, CounterRandom.Key((ulong)Seed, Purpose, (ulong)side));
    }

    private sealed class Sieve(double keepFraction, ulong key) : EventSelection
    {
        private long atUs = long.MinValue;
        private ulong ofMicrosecond;
        private ulong number;

        protected override bool Stays(long tUs, int x, int y, sbyte polarity)
        {
            if (tUs != atUs)
            {
                atUs = tUs;
                ofMicrosecond = CounterRandom.Key(key, (ulong)tUs);
                number = 0;
            }

            return CounterRandom.Unit(ofMicrosecond, number++) < keepFraction;
        }
    }
}
