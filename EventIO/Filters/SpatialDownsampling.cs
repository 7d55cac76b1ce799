using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// Merges blocks of N x N pixels into one: (x, y) becomes (floor(x / N), floor(y / N)), every event stays, and the sensor becomes ceil(W / N) x ceil(H / N), so that blocks at its right and
/// lower edge may be partial. The focal length in pixels shrinks N times, the baseline stays.
/// </summary>
/// <param name="Factor">N, 1 to 64.</param>
public sealed record SpatialDownsampling(int Factor) : EventFilter
{
    /// <inheritdoc/>
    public override string Name => "downsampling";

    /// <inheritdoc/>
    public override string Description => $"blocks of {Factor} x {Factor} pixels merged, every event kept";

    /// <inheritdoc/>
    public override SensorSize Resize(SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(Factor, 1, 64), Factor, nameof(Factor));
        return new SensorSize((sensor.Width + Factor - 1) / Factor, (sensor.Height + Factor - 1) / Factor);
    }

    /// <inheritdoc/>
    public override StereoGeometry? Rescale(StereoGeometry? geometry) => geometry is null ? null : geometry with { FocalPx = geometry.FocalPx / Factor };

    internal override bool Reshapes => true;

    internal override IEventSieve Begin(CameraSide side, SensorSize sensor) => new Sieve(Factor);

    private sealed class Sieve(int factor) : IEventSieve
    {
        public int Keep(EventColumns events)
        {
            foreach (ref ushort x in events.X)
            {
                x = (ushort)(x / factor);
            }

            foreach (ref ushort y in events.Y)
            {
                y = (ushort)(y / factor);
            }

            return events.TUs.Length;
        }
    }
}
