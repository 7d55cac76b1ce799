using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>What a search has learned of one sub-network.</summary>
/// <param name="Space">What the sub-network may be.</param>
/// <param name="Alpha">Logits of operations: a row for each edge of the cell, a column for each operation.</param>
/// <param name="Beta">Logits of moves: row <c>layer * levels + level</c>, a column for each move.</param>
public sealed record SubnetLogits(SubnetSpace Space, LogitTable Alpha, LogitTable Beta)
{
    /// <summary>The most probable sub-network: the Viterbi path with the published decoding of the cell, published neurons at every node.</summary>
    /// <exception cref="ArgumentException">A table of another size, or settings that are not valid.</exception>
    public SubnetGenotype Decode() => new(TrellisDecoder.Viterbi(Space.Trellis, Beta).Levels, CellDecoder.Decode(Space.Cell, Alpha)) { Placement = Space.Cell.Placement };
}
