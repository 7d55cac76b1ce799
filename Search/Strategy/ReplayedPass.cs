using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// A pass in which every layer of neurons works on its currents, and what goes on is what it gave in <paramref name="recorded"/>: so each layer sees the inputs that it saw there, whatever the weights and surrogates
/// of the layers before it have become, and no gradient flows from layer to layer.
/// </summary>
/// <param name="recorded">A pass of the same network on the same batch.</param>
/// <param name="see">Is told of each call: its number, currents and outputs <c>[T B, C, ...]</c>.</param>
internal sealed class ReplayedPass(RecordedPass recorded, Action<int, Tensor, Tensor> see) : INeuronTap
{
    private int call;

    /// <inheritdoc/>
    public Tensor Pass(NeuronLayer layer, Tensor currents, Func<Tensor, Tensor> neurons)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        if (call >= recorded.Calls.Count || !ReferenceEquals(recorded.Calls[call].Layer, layer))
        {
            throw new InvalidOperationException("a pass calls its layers of neurons in another order than the one before on the same batch");
        }

        see(call, currents, neurons(currents));
        return recorded.Calls[call++].Outputs.detach();
    }
}
