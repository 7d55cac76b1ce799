using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>
/// The network's end: the mean of every map, which neurons turn into spikes again or not (<see cref="ClassificationReadout"/>), and a linear layer with batch norm, without neurons:
/// <c>[T B, C, H, W]</c> to logits <c>[T B, classes]</c>.
/// </summary>
public sealed class PooledReadout : nn.Module<Tensor, StateFlow, Tensor>
{
    private readonly NeuronLayer? neurons;
    private readonly LinearNorm classifier;

    /// <summary>Makes the read-out of <paramref name="channels"/> maps.</summary>
    /// <param name="channels">Maps.</param>
    /// <param name="classes">Logits of a step.</param>
    /// <param name="neuron">The neuron of each mean; null for a linear layer of the means themselves.</param>
    public PooledReadout(long channels, int classes, NeuronGenotype? neuron)
        : base(nameof(PooledReadout))
    {
        neurons = neuron is null ? null : new NeuronLayer(neuron, channels);
        classifier = new LinearNorm(channels, classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor maps, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Tensor means = SpikeAverage.Global(maps, state.Observer);
        return classifier.call(neurons is null ? means : neurons.call(means, state));
    }
}
