using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>Images or event frames to the spikes of level 0: <c>[T B, C, H, W]</c> to <c>[T B, 3 multiplier, H / reduction, W / reduction]</c>, rounded up. Its first convolution sees real values ("direct coding").</summary>
public sealed class ImageStem : nn.Module<Tensor, StateFlow, Tensor>
{
    private readonly ModuleList<ConvNorm> convs = [];
    private readonly ModuleList<NeuronLayer> neurons = [];
    private readonly int halvings;

    /// <summary>Builds the stem that <paramref name="config"/> describes, of <paramref name="neuron"/>.</summary>
    public ImageStem(ClassificationNetworkConfig config, NeuronGenotype neuron)
        : base(nameof(ImageStem))
    {
        ArgumentNullException.ThrowIfNull(config);
        halvings = config.StemHalvings;
        OutputChannels = 3L * config.FilterMultiplier;
        int layers = config.Stem == ClassificationStem.Deep ? halvings : 1;
        long inputs = config.InputChannels;
        for (int i = 0; i < layers; i++)
        {
            long outputs = i == 0 && layers > 1 ? Math.Max(1, OutputChannels / 2) : OutputChannels;
            convs.Add(new ConvNorm(2, inputs, outputs, stride: halvings > 0 ? 2 : 1));
            neurons.Add(new NeuronLayer(neuron, outputs));
            inputs = outputs;
        }

        RegisterComponents();
    }

    /// <summary>Channels of the output.</summary>
    public long OutputChannels { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor frames, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(state);
        return Rest(convs[0].Spike(frames, neurons[0], state), frames, state);
    }

    /// <summary>The same for images <c>[B, C, H, W]</c> that are shown in every step: the first convolution sees them once.</summary>
    public Tensor Still(Tensor images, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(state);
        return Rest(convs[0].SpikeEachStep(images, neurons[0], state), images, state);
    }

    /// <summary>What follows the first layer's <paramref name="spikes"/>.</summary>
    private Tensor Rest(Tensor spikes, Tensor input, StateFlow state)
    {
        for (int i = 1; i < convs.Count; i++)
        {
            spikes = convs[i].Spike(spikes, neurons[i], state);
        }

        return Resolution.Resample(spikes, Resolution.AtLevel(input.shape[2..], halvings), SpikeResampling.MaxPool, state.Observer);
    }
}
