using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>A pass whose layers of neurons are written down in forward order: what each got and gave, as places of the graph that gradients can be asked for. Tensors are the caller's scope's.</summary>
internal sealed class RecordedPass : INeuronTap
{
    private readonly List<(NeuronLayer Layer, Tensor Currents, Tensor Outputs)> calls = [];

    /// <summary>The layers' calls: currents and outputs <c>[T B, C, ...]</c>.</summary>
    public IReadOnlyList<(NeuronLayer Layer, Tensor Currents, Tensor Outputs)> Calls => calls;

    /// <inheritdoc/>
    public Tensor Pass(NeuronLayer layer, Tensor currents, Func<Tensor, Tensor> neurons)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(neurons);
        Tensor own = currents.alias(), outputs = neurons(own);
        calls.Add((layer, own, outputs));
        return outputs.alias(); // the network frees what it gets
    }
}
