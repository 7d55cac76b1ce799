using System.Numerics;

namespace EventStereo.EventIO.Simulation.Pixels;

/// <summary>What a pixel's photoreceptor sees.</summary>
internal static class LogIntensity
{
    /// <summary><c>ln(light + dark)</c> of every value.</summary>
    public static void Of(ReadOnlySpan<float> light, float dark, Span<float> logIntensity)
    {
        Vector<float> offset = new(dark);
        int i = 0;
        for (; i <= light.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Log(new Vector<float>(light[i..]) + offset).CopyTo(logIntensity[i..]);
        }

        // The rest through the same function, so that a value does not depend on its place.
        if (i < light.Length)
        {
            Span<float> rest = stackalloc float[Vector<float>.Count];
            rest.Clear();
            light[i..].CopyTo(rest);
            Vector.Log(new Vector<float>(rest) + offset).CopyTo(rest);
            rest[..(light.Length - i)].CopyTo(logIntensity[i..]);
        }
    }
}
