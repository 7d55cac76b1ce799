using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// Removes background activity by neighbourhood support: an event stays if at least one of the 8 pixels around it had an event, of whatever polarity and whether that one
/// stayed or not, at most dt before it. The pixel's own past gives no support, so a lone hot pixel is removed too (Delbruck, "Frame-free dynamic digital
/// vision", Symposium on Secure-Life Electronics 2008, the background-activity filter).
/// </summary>
/// <param name="SupportUs">dt in microseconds, 0 or more.</param>
public sealed record BackgroundActivity(long SupportUs) : EventFilter
{
    /// <inheritdoc/>
    public override string Name => "backgroundActivity";

    /// <inheritdoc/>
    public override string Description => $"background activity without support of a neighbour within {SupportUs} us";

    internal override long? LookbackUs => SupportUs;

    internal override IEventSieve Begin(CameraSide side, SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(SupportUs);
        return new Sieve((ulong)SupportUs, sensor);
    }

    private sealed class Sieve(ulong supportUs, SensorSize sensor) : EventSelection
    {
        private readonly PixelTimes latest = new(sensor.Pixels);

        protected override bool Stays(long tUs, int x, int y, sbyte polarity)
        {
            int left = Math.Max(x - 1, 0), right = Math.Min(x + 1, sensor.Width - 1);
            int top = Math.Max(y - 1, 0), bottom = Math.Min(y + 1, sensor.Height - 1);
            bool stays = false;
            for (int row = top; row <= bottom && !stays; row++)
            {
                for (int column = left; column <= right && !stays; column++)
                {
                    stays = (row != y || column != x) && latest.AgeUs((row * sensor.Width) + column, tUs) <= supportUs;
                }
            }

            latest.Put((y * sensor.Width) + x, tUs);
            return stays;
        }
    }
}
