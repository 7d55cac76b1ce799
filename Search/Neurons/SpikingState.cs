using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>The membranes <c>[B, ...]</c> of all neuron layers of a network between two time steps, in forward order.</summary>
public sealed class SpikingState : IDisposable
{
    private readonly Tensor[] membranes;

    internal SpikingState(IEnumerable<Tensor> membranes) =>
        this.membranes = [.. membranes.Select(membrane => membrane.detach().DetachFromDisposeScope())];

    /// <summary>Number of neurons, all samples of the batch together.</summary>
    public long Neurons => membranes.Sum(membrane => membrane.numel());

    internal IReadOnlyList<Tensor> Membranes => membranes;

    /// <summary>Frees the membranes.</summary>
    public void Dispose()
    {
        foreach (Tensor membrane in membranes)
        {
            membrane.Dispose();
        }
    }
}
