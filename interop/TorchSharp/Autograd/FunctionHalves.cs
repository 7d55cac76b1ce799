using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The forward and the backward of a function, for any number of outputs.</summary>
internal readonly record struct FunctionHalves(
    string Name,
    Func<autograd.AutogradContext, object[], List<Tensor>> Forward,
    Func<autograd.AutogradContext, List<Tensor>, List<Tensor>> Backward);
