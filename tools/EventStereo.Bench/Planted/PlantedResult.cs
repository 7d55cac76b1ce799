namespace EventStereo.Bench.Planted;

/// <summary>What one search found in planted data.</summary>
/// <param name="Seed">Seed of what is planted, of the data and of the search.</param>
/// <param name="Planted">The architecture that made the data.</param>
/// <param name="Found">The architecture that the search decoded.</param>
/// <param name="Recovered">Whether they are equal.</param>
/// <param name="Seconds">Time of the search, the making of its data included.</param>
public sealed record PlantedResult(int Seed, string Planted, string Found, bool Recovered, double Seconds);
