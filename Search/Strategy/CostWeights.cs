namespace EventStereo.Search.Strategy;

/// <summary>What costs weigh in an architecture's loss.</summary>
/// <param name="Energy">Nat a millijoule an inference.</param>
/// <param name="Operations">Nat for 10^9 dense products an inference.</param>
/// <param name="Parameters">Nat a million weights.</param>
public sealed record CostWeights(double Energy, double Operations = 0, double Parameters = 0);
