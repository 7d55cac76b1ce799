using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>
/// A second read-out for training alone: means of 2x2 windows, 1x1 convolution to 128 channels, 2x2 convolution to 768, each followed by neurons, and a linear layer with
/// batch norm: <c>[T B, C, H, W]</c> to logits <c>[T B, classes]</c>. On 2x2 maps a 2x2 convolution is a linear layer, and is written as one. 477,342 parameters for
/// 576 channels and 10 classes (section 6 of the method).
/// </summary>
public sealed class AuxiliaryReadout : nn.Module<Tensor, StateFlow, Tensor>
{
    private const int Squeezed = 128, Mixed = 768, Windows = 4;

    private readonly NeuronLayer pooled;
    private readonly ConvNorm squeeze;
    private readonly NeuronLayer squeezed;
    private readonly LinearNorm mix;
    private readonly NeuronLayer mixed;
    private readonly LinearNorm classifier;

    /// <summary>Makes the read-out of <paramref name="channels"/> maps.</summary>
    public AuxiliaryReadout(long channels, int classes, NeuronGenotype neuron)
        : base(nameof(AuxiliaryReadout))
    {
        pooled = new NeuronLayer(neuron, channels);
        squeeze = new ConvNorm(2, channels, Squeezed, kernel: 1);
        squeezed = new NeuronLayer(neuron, Squeezed);
        mix = new LinearNorm(Squeezed * Windows, Mixed);
        mixed = new NeuronLayer(neuron, Mixed);
        classifier = new LinearNorm(Mixed, classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor maps, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Tensor spikes = pooled.call(SpikeAverage.Quarters(maps, state.Observer), state); // [T B, C, 2, 2]
        spikes = squeeze.Spike(spikes, squeezed, state);
        return classifier.call(mixed.call(mix.call(spikes.flatten(1)), state));
    }
}
