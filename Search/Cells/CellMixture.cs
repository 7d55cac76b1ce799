using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>How the candidates of a cell are mixed in one pass of a search; tensors are lent by <see cref="SubnetArchitecture"/>.</summary>
/// <param name="Operations">Weights <c>[edges, operations]</c>, each row with sum 1; null where each edge has one operation.</param>
/// <param name="Kept">Operations by edge that are computed at all, where the architecture is decided; null for all.</param>
/// <param name="Neurons">Weights of the candidate neurons, <c>[G, K]</c> of G groups of channels, by node; null where each node has one.</param>
public sealed record CellMixture(Tensor? Operations, IReadOnlyList<IReadOnlyList<bool>>? Kept, IReadOnlyList<Tensor>? Neurons)
{
    /// <summary>Whether operation <paramref name="operation"/> of edge <paramref name="edge"/> takes part.</summary>
    public bool Keeps(int edge, int operation) => Kept is null || Kept[edge][operation];

    /// <summary>The weight of operation <paramref name="operation"/> of edge <paramref name="edge"/>, a scalar.</summary>
    /// <exception cref="InvalidOperationException">Each edge has one operation.</exception>
    public Tensor WeightOf(int edge, int operation) => (Operations ?? throw new InvalidOperationException("no operations to mix"))[edge, operation];
}
