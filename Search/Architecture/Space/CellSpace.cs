using System.Diagnostics.CodeAnalysis;

namespace EventStereo.Search.Architecture.Space;

/// <summary>
/// What a searched cell may be: a directed acyclic graph of <see cref="Nodes"/> nodes, each fed by the cell's two inputs and every node before it, with one of <see cref="Operations"/> on
/// each edge. Edges are numbered through all nodes as in <see cref="CellGenotype.FromEdgeNumbers"/>: node k has the k + 2 sources s0, s1, n0, ..., n(k-1), and its first edge is number
/// <c>k (k + 3) / 2</c>; three nodes have nine edges. Source: SpikeDHS, section 2.1 of the method, <c>alpha</c> of shape (9, 3).
/// </summary>
public sealed record CellSpace
{
    /// <summary>Most nodes of a cell, as many as a genotype file may have.</summary>
    public const int MaxNodes = 64;

    /// <summary>The published set: skip_connect, snn_b3, snn_b5.</summary>
    public static readonly CellSpace Published = new();

    /// <summary>Convolutions of two widths and a pooling: skip_connect, snn_3x3, snn_5x5, max_pool_3x3.</summary>
    public static readonly CellSpace Kernels = new()
    {
        Operations = [CellOperation.SkipConnect, CellOperation.SpikingConv3, CellOperation.SpikingConv5, CellOperation.MaxPool3],
    };

    /// <summary>Names of the presets.</summary>
    public static IReadOnlyList<string> PresetNames { get; } = ["published", "kernels"];

    /// <summary>Candidates on every edge, each once, at least one that is not none; the columns of alpha.</summary>
    public IReadOnlyList<CellOperation> Operations { get; init => field = ValueList<CellOperation>.Of(value); } =
        ValueList<CellOperation>.Of([CellOperation.SkipConnect, CellOperation.SpikingConvB3, CellOperation.SpikingConvB5]);

    /// <summary>Nodes of a cell, 1 to <see cref="MaxNodes"/>; 3 in the paper.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Edges that decoding keeps of each node, 1 to <see cref="Nodes"/> + 1; 2 in the paper. A node with fewer sources keeps all of them.</summary>
    public int EdgesKept { get; init; } = 2;

    /// <summary>Where candidates are mixed. At the membrane, spikes stay binary during the search as they are afterwards.</summary>
    public MixPlacement Placement { get; init; } = MixPlacement.Membrane;

    /// <summary>Edges of the cell, the rows of alpha: <c>Nodes (Nodes + 3) / 2</c>.</summary>
    public int Edges => FirstEdge(Nodes);

    /// <summary>Number of the first edge of <paramref name="node"/>: <c>node (node + 3) / 2</c>; of the number of nodes, the number of edges.</summary>
    public static int FirstEdge(int node) => CellGenotype.FirstEdge(node);

    /// <summary>The preset called <paramref name="name"/>; false if there is none.</summary>
    public static bool TryPreset(string? name, [NotNullWhen(true)] out CellSpace? space)
    {
        space = name switch { "published" => Published, "kernels" => Kernels, _ => null };
        return space is not null;
    }

    /// <summary>The node that <paramref name="edge"/> feeds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No edge of this space.</exception>
    public int NodeOf(int edge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(edge);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(edge, Edges);
        int node = 0;
        while (FirstEdge(node + 1) <= edge)
        {
            node++;
        }

        return node;
    }

    /// <summary>Where <paramref name="edge"/> comes from: 0 for s0, 1 for s1, 2 + k for node k, as in <see cref="EdgeGenotype.Source"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No edge of this space.</exception>
    public int SourceOf(int edge) => edge - FirstEdge(NodeOf(edge));

    /// <summary>The name of <paramref name="edge"/>, as in <c>n0 &gt; n2</c>: its source and the node that it feeds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No edge of this space.</exception>
    public string EdgeName(int edge) => $"{EdgeGenotype.NameOfSource(SourceOf(edge))} > n{NodeOf(edge)}";

    /// <summary>Whether <paramref name="operation"/> has weights to train on <paramref name="edge"/>: convolutions do, and whatever must adapt the channels of a cell's input.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No edge of this space.</exception>
    public bool HasWeights(int edge, CellOperation operation) =>
        operation != CellOperation.None && new EdgeGenotype(SourceOf(edge), operation).HasWeights;

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [];
        Check(Operations.Any(operation => operation != CellOperation.None), $"{path}.operations needs at least one that is not none");
        Check(Operations.Distinct().Count() == Operations.Count, $"{path}.operations names one twice");
        Check(Operations.All(Enum.IsDefined), $"{path}.operations must be of {string.Join(", ", CellOperationNames.All)}");
        Check(Nodes is >= 1 and <= MaxNodes, $"{path}.nodes is {Nodes}, not 1 to {MaxNodes}");
        Check(EdgesKept >= 1 && EdgesKept <= Nodes + 1, $"{path}.edgesKept is {EdgesKept}, not 1 to {Nodes + 1}, the sources of the last node");
        Check(Enum.IsDefined(Placement), $"{path}.placement must be membrane or spike");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
