using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Filters;

/// <summary>
/// Keeps the pixels x in [X, X + Width), y in [Y, Y + Height), of both cameras alike, which leaves disparities as they were. By default the region's first pixel becomes
/// (0, 0) and the region the sensor; a region that reaches beyond the sensor is cut to it.
/// </summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Columns, 1 or more.</param>
/// <param name="Height">Rows, 1 or more.</param>
public sealed record RegionOfInterest(int X, int Y, int Width, int Height) : EventFilter
{
    /// <summary>Leaves coordinates and sensor as they are.</summary>
    public bool KeepOrigin { get; init; }

    /// <inheritdoc/>
    public override string Name => "regionOfInterest";

    /// <inheritdoc/>
    public override string Description => $"region of interest {X},{Y},{Width},{Height}{(KeepOrigin ? ", origin kept" : "")}";

    /// <inheritdoc/>
    public override SensorSize Resize(SensorSize sensor)
    {
        SensorSize region = Cut(sensor);
        return KeepOrigin && region is { Width: > 0, Height: > 0 } ? sensor : region;
    }

    internal override bool Reshapes => true;

    internal override IEventSieve Begin(CameraSide side, SensorSize sensor) => new Sieve(this, Cut(sensor));

    private SensorSize Cut(SensorSize sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(X);
        ArgumentOutOfRangeException.ThrowIfNegative(Y);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Height);
        return new SensorSize(Math.Min(Width, sensor.Width - X), Math.Min(Height, sensor.Height - Y));
    }

    private sealed class Sieve(RegionOfInterest region, SensorSize size) : IEventSieve
    {
        public int Keep(EventColumns events)
        {
            int kept = 0, shiftX = region.KeepOrigin ? 0 : region.X, shiftY = region.KeepOrigin ? 0 : region.Y;
            for (int i = 0; i < events.TUs.Length; i++)
            {
                int x = events.X[i], y = events.Y[i];
                events.TUs[kept] = events.TUs[i];
                events.X[kept] = (ushort)(x - shiftX);
                events.Y[kept] = (ushort)(y - shiftY);
                events.Polarity[kept] = events.Polarity[i];
                kept += size.Contains(x - region.X, y - region.Y) ? 1 : 0;
            }

            return kept;
        }
    }
}
