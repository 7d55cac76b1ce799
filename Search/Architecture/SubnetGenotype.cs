namespace EventStereo.Search.Architecture;

/// <summary>
/// One searched sub-network: a chain of cells of one shape, the resolution level of each, and the neuron of every node of
/// every cell. The spatial part (path, cell) and the temporal part (neurons) are separate, as they are searched apart.
/// </summary>
public sealed record SubnetGenotype
{
    /// <summary>Levels are 0 to 3: resolution 1, 1/2, 1/4, 1/8 of the stem's output, channels times 1, 2, 4, 8.</summary>
    public const int MaxLevel = 3;

    /// <summary>Makes a sub-network of one cell for every level of <paramref name="path"/>.</summary>
    /// <param name="path">Levels; neighbours differ by at most one.</param>
    /// <param name="cell">The graph that all cells share.</param>
    /// <param name="neurons">By cell, then by node; null gives every node the published neuron.</param>
    /// <exception cref="ArgumentException">An empty path, a level out of range, a jump of two levels, a table of another shape.</exception>
    public SubnetGenotype(IReadOnlyList<int> path, CellGenotype cell, IReadOnlyList<IReadOnlyList<NeuronGenotype>>? neurons = null)
        : this(path, [.. (path ?? throw new ArgumentNullException(nameof(path))).Select(_ => cell)], neurons)
    {
    }

    /// <summary>Makes a sub-network whose cells have graphs of their own.</summary>
    /// <param name="path">Levels; neighbours differ by at most one.</param>
    /// <param name="cells">A graph for each level of the path, all of as many nodes.</param>
    /// <param name="neurons">By cell, then by node; null gives every node the published neuron.</param>
    /// <exception cref="ArgumentException">An empty path, a level out of range, a jump of two levels, graphs of several sizes, a table of another shape.</exception>
    public SubnetGenotype(IReadOnlyList<int> path, IReadOnlyList<CellGenotype> cells, IReadOnlyList<IReadOnlyList<NeuronGenotype>>? neurons = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(cells);
        if (PathProblem(path) is { } problem)
        {
            throw new ArgumentException(problem, nameof(path));
        }

        if (cells.Count != path.Count || cells.Any(cell => cell is null || cell.Nodes.Count != cells[0].Nodes.Count))
        {
            throw new ArgumentException($"cells are {path.Count}, one for each level of the path, all of as many nodes", nameof(cells));
        }

        int nodes = cells[0].Nodes.Count;
        neurons ??= [.. path.Select(_ => Enumerable.Repeat(NeuronGenotype.Default, nodes).ToArray())];
        if (neurons.Count != path.Count || neurons.Any(row => row.Count != nodes))
        {
            throw new ArgumentException($"neurons are {path.Count} rows (cells) of {nodes} (nodes)", nameof(neurons));
        }

        Path = ValueList<int>.Of(path);
        Cells = ValueList<CellGenotype>.Of(cells);
        Neurons = ValueList<IReadOnlyList<NeuronGenotype>>.Of(neurons.Select(row => (IReadOnlyList<NeuronGenotype>)ValueList<NeuronGenotype>.Of(row)));
    }

    /// <summary>Resolution level of each cell, from the input on.</summary>
    public IReadOnlyList<int> Path { get; }

    /// <summary>The graph inside each cell.</summary>
    public IReadOnlyList<CellGenotype> Cells { get; }

    /// <summary>Whether all cells have one graph, as published.</summary>
    public bool SharesCell => Cells.All(cell => cell == Cells[0]);

    /// <summary>The graph inside the first cell, and inside every other where they share one.</summary>
    public CellGenotype Cell => Cells[0];

    /// <summary>Neuron by cell, then by node.</summary>
    public IReadOnlyList<IReadOnlyList<NeuronGenotype>> Neurons { get; }

    /// <summary>Where the currents of a node's edges meet: before its neuron, or as the spikes of neurons of their own.</summary>
    public MixPlacement Placement { get; init; }

    /// <summary>The same cells on the same path with <paramref name="neuron"/> at every node.</summary>
    public SubnetGenotype WithNeurons(NeuronGenotype neuron) => WithNeurons([.. Neurons.Select(row => Enumerable.Repeat(neuron, row.Count).ToArray())]);

    /// <summary>The same cells on the same path with <paramref name="neurons"/>, by cell, then by node.</summary>
    /// <exception cref="ArgumentException">A table of another shape.</exception>
    public SubnetGenotype WithNeurons(IReadOnlyList<IReadOnlyList<NeuronGenotype>> neurons) => new(Path, Cells, neurons) { Placement = Placement };

    /// <summary>The cells in words, as in <c>n0 = snn_b3(s1) + snn_b3(s0); n1 = ...</c>; of cells that differ one behind the other.</summary>
    public string CellText() => SharesCell ? Cell.ToString() : string.Join(" | ", Cells.Select((cell, i) => $"cell {i}: {cell}"));

    /// <summary>What is wrong with <paramref name="path"/>, null if nothing.</summary>
    internal static string? PathProblem(IReadOnlyList<int> path)
    {
        if (path.Count == 0)
        {
            return "a path needs at least one level";
        }

        for (int i = 0; i < path.Count; i++)
        {
            if (path[i] is < 0 or > MaxLevel)
            {
                return $"level {path[i]} of cell {i} is not 0 to {MaxLevel}";
            }

            if (i > 0 && Math.Abs(path[i] - path[i - 1]) > 1)
            {
                return $"cell {i} jumps from level {path[i - 1]} to {path[i]}; neighbours differ by at most one";
            }
        }

        return null;
    }
}
