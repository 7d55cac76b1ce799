namespace EventStereo.EventIO.Simulation.Pixels;

/// <summary>What the pixels of one camera are like; arrays hold a value a pixel, row by row.</summary>
internal sealed class PixelTraits
{
    /// <summary>Rise of the log intensity that makes a positive event; infinite for a dead pixel.</summary>
    public required float[] RiseThreshold { get; init; }

    /// <summary>Fall of the log intensity that makes a negative event.</summary>
    public required float[] FallThreshold { get; init; }

    /// <summary>Microseconds in reset after an event.</summary>
    public int RefractoryUs { get; init; }

    /// <summary>Time constant of the photoreceptor in microseconds, 0 for none.</summary>
    public double LagUs { get; init; }

    /// <summary>Leak events a second.</summary>
    public double LeakHz { get; init; }

    /// <summary>Light seen in the dark.</summary>
    public float DarkLevel { get; init; }
}
