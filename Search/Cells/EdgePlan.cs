using EventStereo.Search.Architecture;

namespace EventStereo.Search.Cells;

/// <summary>An edge of a cell as it is built: a decoded one has one operation, one of a search has a candidate for each that the space allows.</summary>
/// <param name="Source">0 for s0, 1 for s1, 2 + k for node k.</param>
/// <param name="Operations">What may be on it, in the order of the architecture weights; <see cref="CellOperation.None"/> has a weight and nothing else.</param>
public sealed record EdgePlan(int Source, IReadOnlyList<CellOperation> Operations)
{
    /// <summary>Whether the edge comes from an input of the cell rather than from one of its nodes.</summary>
    public bool FromCellInput => Source < EdgeGenotype.FirstNode;
}
