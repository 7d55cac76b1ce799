using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Cells;

namespace EventStereo.Bench.Planted;

/// <summary>
/// Operations, kept edges and path: cells of two nodes, one edge kept of each, on two layers at two levels. Candidates are a 3x3 and a 5x5 convolution, the pool, and none, by which a
/// search can weaken an edge. A skip is no candidate: from a cell's input it is the 3x3 convolution itself, and decoding ranks edges by all operations but it. A pool between nodes is
/// searched and never planted: it has no weights, and gives the planted spikes only if all spikes before it are the planted ones.
/// </summary>
internal sealed class PlantedCells : PlantedPart
{
    private static readonly CellOperation[] Operations = [CellOperation.SpikingConv3, CellOperation.SpikingConv5, CellOperation.MaxPool3];

    private static readonly SubnetSpace Space = new()
    {
        Cell = new CellSpace { Nodes = 2, EdgesKept = 1, Operations = [.. Operations, CellOperation.None] },
        Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1 },
    };

    public override string Name => "cells";

    public override string Description => "operations (3x3, 5x5, pool), the edge that each of 2 nodes keeps, and the path over 2 layers at 2 levels; costs are multiply-accumulates";

    public override long Architectures => Paths().Count * Enumerable.Range(0, Space.Cell.Nodes).Aggregate(1L, (product, node) => product * Edges(node).Length);

    internal override PlantedSettings Settings => new();

    internal override SubnetGenotype Draw(Random random)
    {
        IReadOnlyList<IReadOnlyList<int>> paths = Paths();
        NodeGenotype[] nodes = [.. Enumerable.Range(0, Space.Cell.Nodes).Select(node => new NodeGenotype([Edges(node)[random.Next(Edges(node).Length)]]))];
        return new SubnetGenotype(paths[random.Next(paths.Count)], new CellGenotype(nodes));
    }

    internal override string Describe(SubnetGenotype genotype) => $"[{string.Join(", ", genotype.Path)}] {genotype.CellText()}";

    internal override SubnetArchitecture Searched(SubnetGenotype planted) => new SpatialArchitecture(Space, NeuronGenotype.Default);

    /// <summary>What may be planted as the edge of <paramref name="node"/>.</summary>
    private static EdgeGenotype[] Edges(int node) =>
        [.. Enumerable.Range(0, EdgeGenotype.FirstNode + node).SelectMany(source => Operations.Select(operation => new EdgeGenotype(source, operation))).Where(edge => edge.HasWeights)];

    private static IReadOnlyList<IReadOnlyList<int>> Paths()
    {
        IEnumerable<int[]> paths = [[]];
        for (int layer = 0; layer < Space.Trellis.Layers; layer++)
        {
            int here = layer;
            paths = [.. paths.SelectMany(path => Space.Trellis.EdgesFrom(here, path.Length > 0 ? path[^1] : Space.Trellis.StartLevel), (path, edge) => (int[])[.. path, edge.To])];
        }

        return [.. paths];
    }
}
