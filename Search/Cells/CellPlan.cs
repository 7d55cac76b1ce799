using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Cells;

/// <summary>What a cell is built from: the edges of each node and where their operations are summed. A decoded cell and a search space both are one.</summary>
/// <param name="Nodes">Edges by node.</param>
/// <param name="Placement">Where operations are mixed.</param>
public sealed record CellPlan(IReadOnlyList<IReadOnlyList<EdgePlan>> Nodes, MixPlacement Placement)
{
    /// <summary>The plan of a decoded cell.</summary>
    public static CellPlan Of(CellGenotype genotype, MixPlacement placement)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return new CellPlan([.. genotype.Nodes.Select(node => (IReadOnlyList<EdgePlan>)[.. node.Edges.Select(edge => new EdgePlan(edge.Source, [edge.Operation]))])], placement);
    }

    /// <summary>The plan of a space: every edge there can be, with every operation.</summary>
    public static CellPlan Of(CellSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return new CellPlan(
            [.. Enumerable.Range(0, space.Nodes).Select(node => (IReadOnlyList<EdgePlan>)[.. Enumerable.Range(0, EdgeGenotype.FirstNode + node).Select(source => new EdgePlan(source, space.Operations))])],
            space.Placement);
    }
}
