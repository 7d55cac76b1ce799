namespace EventStereo.Search.Comparison;

/// <summary>A search of a comparison.</summary>
public sealed record ComparedSearchConfig
{
    /// <summary>Name, by which networks take what it finds; that of its run folder below <c>searches/</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Name of a search before it, on whose architecture it goes on with another kind of search (<c>neurons.genotype</c>); null for none.</summary>
    public string? On { get; init; }

    /// <summary>What differs from the comparison's <c>search</c>, each as <c>key.path=value</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
}
