using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>Stands between a layer of neurons and what follows it for some passes: sees currents and outputs, and says what goes on.</summary>
internal interface INeuronTap
{
    /// <summary>One pass of <paramref name="layer"/>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="currents">Its input currents <c>[T B, C, ...]</c>, which are the network's: it may free them after the pass.</param>
    /// <param name="neurons">The layer's own pass, to be called once: currents to outputs of the same shape.</param>
    /// <returns>What goes on, <c>[T B, C, ...]</c>, which is the network's to free.</returns>
    Tensor Pass(NeuronLayer layer, Tensor currents, Func<Tensor, Tensor> neurons);
}
