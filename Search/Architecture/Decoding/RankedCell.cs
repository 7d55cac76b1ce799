namespace EventStereo.Search.Architecture.Decoding;

/// <summary>A cell with its score.</summary>
/// <param name="Cell">The graph.</param>
/// <param name="Score">As <see cref="CellDecoder"/> defines it, at most 0: the higher the better.</param>
public sealed record RankedCell(CellGenotype Cell, double Score);
