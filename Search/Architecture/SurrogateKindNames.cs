namespace EventStereo.Search.Architecture;

/// <summary>The names of the surrogate families, as genotype files write them.</summary>
public static class SurrogateKindNames
{
    private static readonly string[] Names = ["dspike", "arctangent", "sigmoid", "triangle", "rectangle", "piecewise-quadratic", "fast-sigmoid"];

    /// <summary>Every name, in the order of <see cref="SurrogateKind"/>'s numbers.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of <paramref name="kind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's.</exception>
    public static string Of(SurrogateKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)kind, (uint)Names.Length, nameof(kind));
        return Names[(int)kind];
    }

    /// <summary>The kind called <paramref name="name"/>; false if there is none.</summary>
    public static bool TryParse(string? name, out SurrogateKind kind)
    {
        int index = Array.IndexOf(Names, name);
        kind = (SurrogateKind)Math.Max(index, 0);
        return index >= 0;
    }
}
