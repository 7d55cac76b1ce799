using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>The states <c>[B, ...]</c> of all neuron layers of a network between two time steps, in forward order: a membrane each, and an adaptive layer's adaptation.</summary>
public sealed class SpikingState : IDisposable
{
    private readonly Tensor[] states;

    internal SpikingState(IEnumerable<Tensor> states) =>
        this.states = [.. states.Select(state => state.detach().DetachFromDisposeScope())];

    /// <summary>Number of values: one a neuron, two an adaptive one, all samples of the batch together.</summary>
    public long Values => states.Sum(state => state.numel());

    internal IReadOnlyList<Tensor> States => states;

    /// <summary>Frees the states.</summary>
    public void Dispose()
    {
        foreach (Tensor state in states)
        {
            state.Dispose();
        }
    }
}
