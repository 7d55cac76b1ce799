using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>What a search has learned of one sub-network.</summary>
/// <param name="Space">What the sub-network may be.</param>
/// <param name="Alpha">Logits of operations: a row for each edge of the cell, of separate cells for each layer and edge; a column for each operation.</param>
/// <param name="Beta">Logits of moves: row <c>layer * levels + level</c>, a column for each move.</param>
public sealed record SubnetLogits(SubnetSpace Space, LogitTable Alpha, LogitTable Beta)
{
    /// <summary>The most probable sub-network: the Viterbi path with the published decoding of the cell, published neurons at every node.</summary>
    /// <exception cref="ArgumentException">A table of another size, or settings that are not valid.</exception>
    public SubnetGenotype Decode()
    {
        IReadOnlyList<CellGenotype> cells = [.. CellAlphas().Select(alpha => CellDecoder.Decode(Space.Cell, alpha))];
        IReadOnlyList<int> path = TrellisDecoder.Viterbi(Space.Trellis, Beta).Levels;
        return new SubnetGenotype(path, [.. path.Select((_, layer) => cells[Space.SharesCell ? 0 : layer])]) { Placement = Space.Cell.Placement };
    }

    /// <summary>
    /// A sub-network drawn by its probabilities: the decoding of the logits with noise, see <see cref="LogitTable.WithGumbelNoise"/>.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="Decode"/>.</exception>
    public SubnetGenotype Sample(Random random, double temperature)
    {
        LogitTable alpha = Alpha.WithGumbelNoise(random, temperature);
        return (this with { Alpha = alpha, Beta = Beta.WithGumbelNoise(random, temperature) }).Decode();
    }

    /// <summary>The alphas of each cell that is chosen by itself: of one for all layers, or of each layer's.</summary>
    /// <exception cref="ArgumentException">A table of another size.</exception>
    internal IReadOnlyList<LogitTable> CellAlphas() => Space.SharesCell
        ? [Alpha]
        : Alpha.Rows == Space.AlphaRows
            ? [.. Enumerable.Range(0, Space.Trellis.Layers).Select(layer => Alpha.Part(layer * Space.Cell.Edges, Space.Cell.Edges))]
            : throw new ArgumentException($"alpha has {Alpha.Rows} rows; {Space.Trellis.Layers} cells of {Space.Cell.Edges} edges need {Space.AlphaRows}");
}
