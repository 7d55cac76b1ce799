namespace EventStereo.Search.Architecture;

/// <summary>The published names of the operations, as genotype files write them.</summary>
public static class CellOperationNames
{
    private static readonly string[] Names = ["skip_connect", "snn_b3", "snn_b5", "snn_3x3", "snn_5x5", "max_pool_3x3", "none"];

    /// <summary>Every name, in the order of <see cref="CellOperation"/>'s numbers.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The names that an edge of a genotype may have: all but that of no edge.</summary>
    public static IReadOnlyList<string> OfEdges { get; } = Names[..(int)CellOperation.None];

    /// <summary>The name of <paramref name="operation"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's.</exception>
    public static string Of(CellOperation operation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)operation, (uint)Names.Length, nameof(operation));
        return Names[(int)operation];
    }

    /// <summary>The operation called <paramref name="name"/>; false if there is none.</summary>
    public static bool TryParse(string? name, out CellOperation operation)
    {
        int index = Array.IndexOf(Names, name);
        operation = (CellOperation)Math.Max(index, 0);
        return index >= 0;
    }
}
