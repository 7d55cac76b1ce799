using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Cells;

/// <summary>
/// What a sub-network is built from: the levels that a cell may be at in each layer, the plan of its cells, and the candidates of each node's neuron. A decoded
/// sub-network has one of each, a search all that its space allows; both are built by the same code.
/// </summary>
/// <param name="StartLevel">Level of what enters the first layer.</param>
/// <param name="Levels">Levels by layer, ascending.</param>
/// <param name="Leads">Whether a path may go from a level to another in the next layer.</param>
/// <param name="Cells">The cells, by layer.</param>
/// <param name="Neurons">Candidates by layer, then by node.</param>
public sealed record SubnetPlan(
    int StartLevel, IReadOnlyList<IReadOnlyList<int>> Levels, Func<int, int, bool> Leads, IReadOnlyList<CellPlan> Cells, IReadOnlyList<IReadOnlyList<IReadOnlyList<NeuronGenotype>>> Neurons)
{
    /// <summary>Layers of cells.</summary>
    public int Layers => Levels.Count;

    /// <summary>The plan of a decoded sub-network, whose input is at level 0.</summary>
    public static SubnetPlan Of(SubnetGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return Of(genotype, [.. genotype.Neurons.Select(row => (IReadOnlyList<IReadOnlyList<NeuronGenotype>>)[.. row.Select(neuron => (IReadOnlyList<NeuronGenotype>)[neuron])])]);
    }

    /// <summary>The same with the <paramref name="candidates"/> of each node's neuron, given the one it has.</summary>
    public static SubnetPlan Of(SubnetGenotype genotype, Func<NeuronGenotype, IReadOnlyList<NeuronGenotype>> candidates)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(candidates);
        return Of(genotype, [.. genotype.Neurons.Select(row => (IReadOnlyList<IReadOnlyList<NeuronGenotype>>)[.. row.Select(candidates)])]);
    }

    /// <summary>The plan of a space with <paramref name="neuron"/> at every node.</summary>
    public static SubnetPlan Of(SubnetSpace space, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(neuron);
        IReadOnlyList<IReadOnlyList<NeuronGenotype>> row = [.. Enumerable.Repeat((IReadOnlyList<NeuronGenotype>)[neuron], space.Cell.Nodes)];
        return new SubnetPlan(
            space.Trellis.StartLevel, [.. Enumerable.Range(0, space.Trellis.Layers).Select(space.Trellis.LevelsAt)],
            (from, to) => space.Trellis.LevelChanges.Contains(to - from), [.. Enumerable.Repeat(CellPlan.Of(space.Cell), space.Trellis.Layers)],
            [.. Enumerable.Repeat(row, space.Trellis.Layers)]);
    }

    private static SubnetPlan Of(SubnetGenotype genotype, IReadOnlyList<IReadOnlyList<IReadOnlyList<NeuronGenotype>>> neurons) =>
        new(0, [.. genotype.Path.Select(level => (IReadOnlyList<int>)[level])], (_, _) => true, [.. genotype.Cells.Select(cell => CellPlan.Of(cell, genotype.Placement))], neurons);

    /// <summary>The levels, in the layer before <paramref name="layer"/>, from which a path comes to <paramref name="level"/>; before the first layer that of the input.</summary>
    public IReadOnlyList<int> Before(int layer, int level) =>
        layer == 0 ? [StartLevel] : [.. Levels[layer - 1].Where(from => Leads(from, level))];

    /// <summary>The same two layers before.</summary>
    public IReadOnlyList<int> TwoBefore(int layer, int level) =>
        layer == 0 ? [StartLevel] : [.. Before(layer, level).SelectMany(from => Before(layer - 1, from)).Distinct().Order()];
}
