namespace EventStereo.Search.Architecture.Decoding;

/// <summary>A path through a trellis with its probability.</summary>
/// <param name="Levels">Level of each layer's cell.</param>
/// <param name="LogProbability">Natural logarithm of the product of its transition probabilities.</param>
public sealed record RankedPath(IReadOnlyList<int> Levels, double LogProbability);
