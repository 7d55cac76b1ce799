namespace EventStereo.Search.Architecture;

/// <summary>
/// The directed acyclic graph inside a cell: nodes in topological order, each fed by the cell's two inputs and by earlier
/// nodes. The cell's output is the concatenation of all node outputs along the channels (SpikeDHS, section 2.1 of the method).
/// </summary>
public sealed record CellGenotype
{
    /// <summary>Makes a cell of <paramref name="nodes"/>, at least one; node k may read s0, s1 and nodes 0 to k - 1.</summary>
    /// <exception cref="ArgumentException">No node, or a node that reads itself or a later one.</exception>
    public CellGenotype(IReadOnlyList<NodeGenotype> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (nodes.Count == 0)
        {
            throw new ArgumentException("a cell needs at least one node", nameof(nodes));
        }

        for (int k = 0; k < nodes.Count; k++)
        {
            if (nodes[k].Edges.FirstOrDefault(edge => edge.Source >= EdgeGenotype.FirstNode + k) is { } edge)
            {
                throw new ArgumentException($"node {k} reads {edge.SourceName}, which is not before it", nameof(nodes));
            }
        }

        Nodes = ValueList<NodeGenotype>.Of(nodes);
    }

    /// <summary>The nodes in topological order.</summary>
    public IReadOnlyList<NodeGenotype> Nodes { get; }

    /// <summary>
    /// Reads the published notation: a list of (edge number, operation number), edges numbered through all nodes. Node k has
    /// k + 2 possible sources (s0, s1, n0 ... n(k-1)), so its first edge is number 2 + 3 + ... + (k + 1) = k (k + 3) / 2:
    /// edges 0, 1 belong to node 0; 2, 3, 4 to node 1; 5 to 8 to node 2. Edge 7 is therefore n0 into node 2.
    /// </summary>
    /// <exception cref="ArgumentException">A number out of range, or a node without an edge.</exception>
    public static CellGenotype FromEdgeNumbers(int nodes, params ReadOnlySpan<(int Edge, int Operation)> edges)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodes);
        var edgesOfNode = new List<EdgeGenotype>[nodes];
        for (int k = 0; k < nodes; k++)
        {
            edgesOfNode[k] = [];
        }

        foreach ((int edge, int operation) in edges)
        {
            int node = Enumerable.Range(0, nodes).LastOrDefault(k => FirstEdge(k) <= edge, -1);
            if (node < 0 || edge >= FirstEdge(nodes))
            {
                throw new ArgumentException($"edge {edge} is not one of the {FirstEdge(nodes)} edges of {nodes} nodes", nameof(edges));
            }

            edgesOfNode[node].Add(new EdgeGenotype(edge - FirstEdge(node), (CellOperation)operation));
        }

        return new CellGenotype([.. edgesOfNode.Select(list => new NodeGenotype(list))]);
    }

    /// <summary>The published notation of this cell, the inverse of <see cref="FromEdgeNumbers"/>.</summary>
    public IReadOnlyList<(int Edge, int Operation)> ToEdgeNumbers() =>
        [.. Nodes.SelectMany((node, k) => node.Edges.Select(edge => (FirstEdge(k) + edge.Source, (int)edge.Operation)))];

    /// <summary>As in <c>n0 = snn_b3(s1) + snn_b3(s0); n1 = ...</c>.</summary>
    public override string ToString() => string.Join("; ", Nodes.Select((node, k) => $"n{k} = {node}"));

    internal static int FirstEdge(int node) => node * (node + 3) / 2;
}
