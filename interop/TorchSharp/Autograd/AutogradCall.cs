using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One call of a managed autograd function: its arguments, its two halves, and the data saved between them.</summary>
internal sealed class AutogradCall(
    object[] arguments, Func<autograd.AutogradContext, IReadOnlyList<Tensor>> forward, Func<autograd.AutogradContext, List<Tensor?>, List<Tensor>> backward)
{
    private readonly Dictionary<string, object> data = [];
    private object[] arguments = arguments;
    private bool materializeGrads = true;

    /// <summary>The arguments; after the forward pass only their kinds matter, so the tensors are let go.</summary>
    public object[] Arguments => arguments;

    /// <summary>The context of one half, around libtorch's own.</summary>
    public autograd.AutogradContext Enter(nint context) => new(context, data, materializeGrads, value => materializeGrads = value);

    /// <summary>Runs the forward half.</summary>
    public IReadOnlyList<Tensor> Forward(autograd.AutogradContext context) => forward(context);

    /// <summary>Runs the backward half.</summary>
    public List<Tensor> Backward(autograd.AutogradContext context, List<Tensor?> gradients) => backward(context, gradients);
}
