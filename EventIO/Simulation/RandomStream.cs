namespace EventStereo.EventIO.Simulation;

/// <summary>A sequence of random numbers under one key of <see cref="CounterRandom"/>, for what is drawn in a fixed order.</summary>
internal sealed class RandomStream(ulong key)
{
    private ulong counter;

    /// <summary>A stream of its own for <paramref name="name"/>, whatever else is drawn from this one.</summary>
    public RandomStream Split(ulong name) => new(CounterRandom.Key(key, name, 0x5eed));

    /// <summary>Uniform in (0, 1).</summary>
    public double Unit() => CounterRandom.Unit(key, counter++);

    /// <summary>Uniform in the range.</summary>
    public double In(ValueRange range) => range.Min + ((range.Max - range.Min) * Unit());

    /// <summary>Uniform in the logarithm; for quantities whose order of magnitude is what varies. Needs a positive range.</summary>
    public double LogIn(ValueRange range) => range.Min * Math.Pow(range.Max / range.Min, Unit());

    /// <summary>A whole number of the range, both ends included.</summary>
    public int Count(ValueRange range) => (int)range.Min + Index((int)range.Max - (int)range.Min + 1);

    /// <summary>One of 0 to <paramref name="count"/> - 1.</summary>
    public int Index(int count) => (int)(Unit() * count);

    /// <summary>True with the probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>1 or -1.</summary>
    public int Sign() => Chance(0.5) ? 1 : -1;

    /// <summary>An angle in [0, 2 pi).</summary>
    public double Angle() => 2 * Math.PI * Unit();

    /// <summary>64 random bits.</summary>
    public ulong Bits() => CounterRandom.Bits(key, counter++);
}
