namespace EventStereo.Search.Strategy;

/// <summary>What one step of a search did.</summary>
/// <param name="Step">From 0.</param>
/// <param name="Loss">Of the weights' batch, nat.</param>
/// <param name="ErrorPercent">There.</param>
/// <param name="FiringRate">Share of neurons and steps that spiked.</param>
/// <param name="ArchitectureLoss">Of the architecture's batch, nat, without terms of cost and entropy; not-a-number where the architecture rests.</param>
/// <param name="Entropy">Mean entropy of the architecture's probabilities, nat.</param>
/// <param name="ExpectedMj">Expected energy of an inference of the decoded network, mJ.</param>
/// <param name="Seconds">What it took.</param>
public sealed record SearchStep(int Step, double Loss, double ErrorPercent, double FiringRate, double ArchitectureLoss, double Entropy, double ExpectedMj, double Seconds);
