using EventStereo.Search.Architecture;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// A layer of neurons of one kind: input currents <c>[T B, C, ...]</c> to outputs of the same shape, spikes or, of artificial neurons, values.
/// The membranes come and go with the <see cref="StateFlow"/>; what a layer itself holds is learned.
/// </summary>
public sealed class NeuronLayer : nn.Module<Tensor, StateFlow, Tensor>
{
    /// <summary>Makes <paramref name="channels"/> channels of <paramref name="neuron"/>.</summary>
    public NeuronLayer(NeuronGenotype neuron, long channels)
        : base(nameof(NeuronLayer))
    {
        Neuron = neuron ?? throw new ArgumentNullException(nameof(neuron));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        Channels = channels;
        RegisterComponents();
    }

    /// <summary>What the neurons are.</summary>
    public NeuronGenotype Neuron { get; }

    /// <summary>Channels <c>C</c> of the layer.</summary>
    public long Channels { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor currents, StateFlow state) => LifNeurons.Activate(currents, Neuron, state);
}
