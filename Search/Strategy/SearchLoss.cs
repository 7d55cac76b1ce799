using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>The loss of a batch in a search.</summary>
/// <param name="Whole">What weights learn by, a scalar with its graph.</param>
/// <param name="Loss">Its part without bounds on firing rates, nat.</param>
/// <param name="ErrorPercent">Share of wrong answers.</param>
/// <param name="FiringRate">Share of neurons and steps that spiked.</param>
public sealed record SearchLoss(Tensor Whole, double Loss, double ErrorPercent, double FiringRate);
