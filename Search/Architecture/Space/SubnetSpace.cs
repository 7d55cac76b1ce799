namespace EventStereo.Search.Architecture.Space;

/// <summary>What a searched sub-network may be: the shape of its cells, and the path of their resolutions.</summary>
public sealed record SubnetSpace
{
    /// <summary>The published space of the stereo feature net: two layers.</summary>
    public static readonly SubnetSpace StereoFeature = new() { Trellis = new TrellisSpace { Layers = 2 } };

    /// <summary>The published space of the stereo matching net: four layers.</summary>
    public static readonly SubnetSpace StereoMatching = new() { Trellis = new TrellisSpace { Layers = 4 } };

    /// <summary>The published space of the classification network: eight layers that keep their resolution or halve it.</summary>
    public static readonly SubnetSpace Classification = new() { Trellis = new TrellisSpace { Layers = 8, Moves = TrellisMoves.SameDown } };

    /// <summary>The shape of the cells.</summary>
    public CellSpace Cell { get; init; } = new();

    /// <summary>The levels of the cells.</summary>
    public TrellisSpace Trellis { get; init; } = new();

    /// <summary>Whether all layers have one cell, as published; else each chooses its own, with alphas of its own.</summary>
    public bool SharesCell { get; init; } = true;

    /// <summary>Rows of alpha: one for each edge of the cell, of separate cells one for each layer and edge.</summary>
    public int AlphaRows => Cell.Edges * (SharesCell ? 1 : Trellis.Layers);

    /// <summary>
    /// A sub-network drawn from <paramref name="random"/>, with the published neuron at every node: each node's kept edges are any of its sources, each with any operation but none, and each move of the
    /// path is any that its level has.
    /// </summary>
    public SubnetGenotype Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        CellGenotype shared = DrawCell(random);
        List<int> path = [];
        for (int layer = 0; layer < Trellis.Layers; layer++)
        {
            IReadOnlyList<TrellisEdge> moves = Trellis.EdgesFrom(layer, path.Count == 0 ? Trellis.StartLevel : path[^1]);
            path.Add(moves[random.Next(moves.Count)].To);
        }

        return new SubnetGenotype(path, [.. path.Select((_, layer) => SharesCell || layer == 0 ? shared : DrawCell(random))]) { Placement = Cell.Placement };
    }

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path) => [.. Cell.Validate($"{path}.cell"), .. Trellis.Validate($"{path}.trellis")];

    private CellGenotype DrawCell(Random random)
    {
        CellOperation[] operations = [.. Cell.Operations.Where(operation => operation != CellOperation.None)];
        return new CellGenotype([.. Enumerable.Range(0, Cell.Nodes).Select(node =>
        {
            int[] sources = [.. Enumerable.Range(0, EdgeGenotype.FirstNode + node)];
            random.Shuffle(sources);
            return new NodeGenotype([.. sources.Take(Cell.EdgesKept).Order().Select(source => new EdgeGenotype(source, operations[random.Next(operations.Length)]))]);
        })]);
    }
}
