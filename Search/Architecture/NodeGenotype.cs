namespace EventStereo.Search.Architecture;

/// <summary>One node of a cell: the edges whose currents it sums before its neuron, in the order of their weights.</summary>
public sealed record NodeGenotype
{
    /// <summary>Makes a node of <paramref name="edges"/>: at least one, each from another source.</summary>
    /// <exception cref="ArgumentException">No edge, or two from one source.</exception>
    public NodeGenotype(IReadOnlyList<EdgeGenotype> edges)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (edges.Count == 0)
        {
            throw new ArgumentException("a node needs at least one edge", nameof(edges));
        }

        if (edges.Select(edge => edge.Source).Distinct().Count() != edges.Count)
        {
            throw new ArgumentException("two edges of a node come from one source", nameof(edges));
        }

        Edges = ValueList<EdgeGenotype>.Of(edges);
    }

    /// <summary>The kept edges.</summary>
    public IReadOnlyList<EdgeGenotype> Edges { get; }

    /// <summary>As in <c>snn_b3(s1) + snn_b3(s0)</c>.</summary>
    public override string ToString() => string.Join(" + ", Edges);
}
