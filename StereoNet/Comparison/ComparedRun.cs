using EventStereo.Search.Neurons;

namespace EventStereo.StereoNet.Comparison;

/// <summary>One run of a comparison.</summary>
/// <param name="Neurons">Which neurons its network has.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Score">What it got; null while it is not finished.</param>
public sealed record ComparedRun(NetworkNeurons Neurons, int Seed, RunScore? Score);
