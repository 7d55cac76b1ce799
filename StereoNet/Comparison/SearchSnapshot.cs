namespace EventStereo.StereoNet.Comparison;

/// <summary>The architecture of one epoch of a search, trained from scratch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Fingerprint">Of the architecture: epochs that decode the same share one training.</param>
/// <param name="Score">What it got; null while it is not finished.</param>
public sealed record SearchSnapshot(int Epoch, string Fingerprint, RunScore? Score);
