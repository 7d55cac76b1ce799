namespace EventStereo.Search.Architecture;

/// <summary>The names of the neuron kinds, as genotype files write them.</summary>
public static class NeuronKindNames
{
    private static readonly string[] Names = ["lif", "relu", "plif", "alif", "integrator"];

    /// <summary>Every name, in the order of <see cref="NeuronKind"/>'s numbers.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of <paramref name="kind"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's.</exception>
    public static string Of(NeuronKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)kind, (uint)Names.Length, nameof(kind));
        return Names[(int)kind];
    }

    /// <summary>The kind called <paramref name="name"/>; false if there is none.</summary>
    public static bool TryParse(string? name, out NeuronKind kind)
    {
        int index = Array.IndexOf(Names, name);
        kind = (NeuronKind)Math.Max(index, 0);
        return index >= 0;
    }
}
