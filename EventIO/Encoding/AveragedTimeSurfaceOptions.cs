using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Encoding;

/// <summary>Parameters of <see cref="AveragedTimeSurface"/>.</summary>
public sealed record AveragedTimeSurfaceOptions
{
    /// <summary>Side K of a square cell in pixels, 1 to 1,024; 10 is what its authors use on N-CARS.</summary>
    public int CellPx { get; init; } = 10;

    /// <summary>Radius rho of an event's neighbourhood in pixels, 0 to 10; 3 is what its authors use on N-CARS.</summary>
    public int RadiusPx { get; init; } = 3;

    /// <summary>Memory: only events younger than this count, in microseconds, 1 or more; 100 ms is what its authors use on N-CARS.</summary>
    public long MemoryUs { get; init; } = 100_000;

    /// <summary>Time constant tau of the decay in microseconds, above 0; that of <see cref="TimeSurface"/> unless told.</summary>
    public double TauUs { get; init; } = TimeSurface.DefaultTauUs;

    /// <summary>Channels: two polarities times the neighbourhood, 2 (2 rho + 1)^2.</summary>
    public int Channels => 2 * Side * Side;

    /// <summary>Side of the neighbourhood, 2 rho + 1.</summary>
    internal int Side => (2 * RadiusPx) + 1;

    /// <summary>Columns and rows of cells; the last ones of a sensor that is no multiple of the cell are smaller.</summary>
    public SensorSize Cells(SensorSize sensor) => new((sensor.Width + CellPx - 1) / CellPx, (sensor.Height + CellPx - 1) / CellPx);

    /// <summary>Checks the parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(CellPx, 1, 1024), CellPx, nameof(CellPx));
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Clamp(RadiusPx, 0, 10), RadiusPx, nameof(RadiusPx));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MemoryUs);
        TimeSurface.CheckTau(TauUs);
    }
}
