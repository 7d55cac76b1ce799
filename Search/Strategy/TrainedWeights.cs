using TorchSharp.Modules;

namespace EventStereo.Search.Strategy;

/// <summary>What a training moves, and how, for those who try its steps on copies.</summary>
/// <param name="Weights">The weights, all that the optimizer has, in its order.</param>
/// <param name="Optimizer">The optimizer, with the state and the learning rate of the last step.</param>
/// <param name="Make">Makes an optimizer of the same settings over other weights.</param>
/// <param name="ClipNorm">Largest norm of the gradient.</param>
public sealed record TrainedWeights(IReadOnlyList<Parameter> Weights, OptimizerHelper Optimizer, Func<IEnumerable<Parameter>, OptimizerHelper> Make, double ClipNorm);
