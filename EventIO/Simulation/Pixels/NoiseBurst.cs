using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Simulation.Pixels;

/// <summary>A moment <c>[FromUs, ToUs)</c> in which the pixels of a rectangle make <paramref name="Hz"/> more noise events a second. Bursts do not overlap in time.</summary>
internal readonly record struct NoiseBurst(int FromUs, int ToUs, PixelBox Area, double Hz)
{
    public bool Holds(int x, int y) => x >= Area.Left && x < Area.Right && y >= Area.Top && y < Area.Bottom;
}
