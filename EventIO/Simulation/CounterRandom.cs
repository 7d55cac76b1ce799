namespace EventStereo.EventIO.Simulation;

/// <summary>
/// Counter-based random numbers: a value is a pure function of a key and a counter, so what a pixel draws does not depend
/// on which thread draws it or when. The mixing function is SplitMix64's finalizer (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014), applied to <c>key + counter * golden gamma</c>.
/// </summary>
internal static class CounterRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15UL;

    /// <summary>The key of a stream: the seed and the numbers that name the stream, chained through the mixer.</summary>
    public static ulong Key(ulong seed, ulong first, ulong second = 0) =>
        Mix(Mix(Mix(seed + GoldenGamma) ^ (first + 1)) + (GoldenGamma * (second + 1)));

    /// <summary>The 64 bits of <paramref name="counter"/> under <paramref name="key"/>.</summary>
    public static ulong Bits(ulong key, ulong counter) => Mix(key + (GoldenGamma * (counter + 1)));

    /// <summary>Uniform in the open interval (0, 1), with 52 bits.</summary>
    public static double Unit(ulong key, ulong counter) => ((Bits(key, counter) >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Exponential with mean 1.</summary>
    public static double Exponential(ulong key, ulong counter) => -Math.Log(Unit(key, counter));

    /// <summary>Standard normal (Box and Muller); uses the counters <c>2 counter</c> and <c>2 counter + 1</c>.</summary>
    public static double Gaussian(ulong key, ulong counter) =>
        Math.Sqrt(2 * Exponential(key, 2 * counter)) * Math.Cos(2 * Math.PI * Unit(key, (2 * counter) + 1));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
