using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// A refractory period: an event is removed if its pixel had one that stayed, of whatever polarity, less than the period before; at exactly the period it stays. Events
/// that are removed do not lengthen the pause. What stays depends on a pixel's whole past, so an interval is read from the recording's beginning.
/// </summary>
/// <param name="PeriodUs">The period in microseconds, 1 or more.</param>
public sealed record RefractoryPeriod(long PeriodUs) : EventFilter
{
    /// <inheritdoc/>
    public override string Name => "refractory";

    /// <inheritdoc/>
    public override string Description => $"refractory period of {PeriodUs} us a pixel";

    internal override long? LookbackUs => null;

    internal override IEventSieve Begin(CameraSide side, SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(PeriodUs);
        return new Sieve(PeriodUs, sensor);
    }

    private sealed class Sieve : EventSelection
    {
        private readonly ulong periodUs;
        private readonly int width;
        private readonly PixelTimes lastKept;

        public Sieve(long periodUs, SensorSize sensor)
        {
            this.periodUs = (ulong)periodUs;
            width = sensor.Width;
            lastKept = new PixelTimes(sensor.Pixels);
        }

        protected override bool Stays(long tUs, int x, int y, sbyte polarity)
        {
            int pixel = (y * width) + x;
            bool stays = lastKept.AgeUs(pixel, tUs) >= periodUs;
            if (stays)
            {
                lastKept.Put(pixel, tUs);
            }

            return stays;
        }
    }
}
