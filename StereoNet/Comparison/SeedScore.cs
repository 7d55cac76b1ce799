namespace EventStereo.StereoNet.Comparison;

/// <summary>One run of a network.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Score">What it got; null while it is not finished.</param>
public sealed record SeedScore(int Seed, RunScore? Score);
