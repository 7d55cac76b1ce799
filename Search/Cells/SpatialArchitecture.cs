using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.Space;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// The architecture weights of a search for cells and their levels: <c>alpha</c> <c>[edges, operations]</c> of the cell that all layers share, or
/// <c>[layers edges, operations]</c> of cells of their own, and <c>beta</c>
/// <c>[layers, levels, moves]</c> of the moves from a level into a layer.
/// Source: SpikeDHS, NeurIPS 2022.
/// </summary>
public sealed class SpatialArchitecture : SubnetArchitecture
{
    private readonly Parameter alpha;
    private readonly Parameter beta;
    private readonly SubnetSpace space;
    private readonly NeuronGenotype neuron;
    private SubnetGenotype? decided;

    /// <summary>Makes the weights of <paramref name="space"/> from the global random generator.</summary>
    /// <param name="space">The operations and levels there are.</param>
    /// <param name="neuron">Every node's neuron.</param>
    public SpatialArchitecture(SubnetSpace space, NeuronGenotype neuron)
        : base(nameof(SpatialArchitecture), SubnetPlan.Of(space, neuron))
    {
        this.space = space;
        this.neuron = neuron;
        alpha = Random(space.AlphaRows, space.Cell.Operations.Count);
        beta = Random(space.Trellis.Layers, space.Trellis.Levels, space.Trellis.MoveCount);
        RegisterComponents();
    }

    /// <summary>Weights of the operations, <c>[edges, operations]</c>, of separate cells layer by layer.</summary>
    public Tensor Alpha => alpha;

    /// <summary>Weights of the moves, <c>[layers, levels, moves]</c>: from a level into a layer, in the order of <see cref="TrellisSpace.LevelChanges"/>.</summary>
    public Tensor Beta => beta;

    /// <inheritdoc/>
    public override void Decide(SubnetGenotype? genotype)
    {
        if (genotype is not null && (!space.Trellis.Contains(genotype.Path) || genotype.Cell.Nodes.Count != space.Cell.Nodes
            || (space.SharesCell && !genotype.SharesCell) || !genotype.Cells.SelectMany(cell => cell.Nodes).SelectMany(node => node.Edges).All(edge => space.Cell.Operations.Contains(edge.Operation))))
        {
            throw new ArgumentException($"{genotype.CellText()} on the path [{string.Join(", ", genotype.Path)}] is not of the searched space", nameof(genotype));
        }

        decided = genotype;
    }

    /// <inheritdoc/>
    public override CellMixture MixtureOf(int layer)
    {
        if (decided is null)
        {
            Tensor own = space.SharesCell ? alpha : alpha.narrow(0, (long)layer * space.Cell.Edges, space.Cell.Edges);
            return new CellMixture(Scaled(own).softmax(1), null, null);
        }

        bool[][] kept = [.. Plan.Cells[layer].Nodes.SelectMany((edges, node) => edges.Select(edge => Kept(edge, decided.Cells[layer].Nodes[node])))];
        float[,] weights = new float[kept.Length, kept[0].Length];
        for (int edge = 0; edge < kept.Length; edge++)
        {
            for (int operation = 0; operation < kept[0].Length; operation++)
            {
                weights[edge, operation] = kept[edge][operation] ? 1f : 0f;
            }
        }

        return new CellMixture(tensor(weights).to(alpha.device), kept, null);
    }

    /// <summary>The weights of operations and moves as tables.</summary>
    public SubnetLogits Logits() => new(space, Table(alpha), Table(beta.flatten(0, 1)));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, LogitTable> Tables() => new Dictionary<string, LogitTable> { ["alpha"] = Logits().Alpha, ["beta"] = Logits().Beta };

    /// <inheritdoc/>
    public override SubnetGenotype Decode() => Logits().Decode().WithNeurons(neuron);

    /// <inheritdoc/>
    public override SubnetGenotype Sample(Random random) => Logits().Sample(random, Temperature).WithNeurons(neuron);

    /// <summary>The neuron of every node.</summary>
    public NeuronGenotype Neuron => neuron;

    /// <inheritdoc/>
    /// <remarks>Of moves those count that a path can meet.</remarks>
    public override Tensor Entropy()
    {
        List<Tensor> rows = [Entropies(alpha)];
        foreach (int layer in Enumerable.Range(0, space.Trellis.Layers))
        {
            foreach (int from in space.Trellis.LevelsAt(layer - 1))
            {
                IReadOnlyList<TrellisEdge> moves = space.Trellis.EdgesFrom(layer, from);
                if (moves.Count > 1)
                {
                    rows.Add(Entropies(stack(moves.Select(move => beta[layer, from, move.Move]).ToArray()).unsqueeze(0)));
                }
            }
        }

        return cat(rows.ToArray()).mean();
    }

    /// <inheritdoc/>
    public override PathShares Shares() => decided is null ? PathShares.Of(Plan, Transition) : PathShares.Of(Plan, decided.Path);

    /// <summary>Where <paramref name="edge"/> comes from, as <see cref="EdgeGenotype.Source"/>.</summary>
    internal int SourceOf(int edge) => space.Cell.SourceOf(edge);

    /// <summary>The part of a node's edges that decoding keeps; 1 once the architecture is decided, when what is not kept has no weight.</summary>
    internal float KeptShare(int edge) => decided is not null ? 1f : Math.Min(1f, space.Cell.EdgesKept / (float)(EdgeGenotype.FirstNode + space.Cell.NodeOf(edge)));

    private Tensor Transition(int layer, int from, int to)
    {
        IReadOnlyList<TrellisEdge> moves = space.Trellis.EdgesFrom(layer, from);
        Tensor logits = stack(moves.Select(move => beta[layer, from, move.Move]).ToArray()); // [moves]
        return Scaled(logits).softmax(0)[moves.TakeWhile(move => move.To != to).Count()];
    }

    private static bool[] Kept(EdgePlan edge, NodeGenotype node) =>
        [.. edge.Operations.Select(operation => node.Edges.Any(kept => kept.Source == edge.Source && kept.Operation == operation))];
}
