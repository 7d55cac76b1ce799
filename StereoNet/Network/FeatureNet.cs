using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// Features of one camera: a stem of three spiking convolutions, searched cells on the feature path, and a 1x1 read-out at
/// level 0: <c>[N, 5, H, W]</c> to <c>[N, C, H/stride, W/stride]</c>. Both cameras go through the same weights.
/// </summary>
public sealed class FeatureNet : nn.Module<Tensor, StateFlow, Tensor>
{
    private const int EventKernel = 5;

    private readonly ConvNorm stem0;
    private readonly ConvNorm stem1;
    private readonly ConvNorm stem2;
    private readonly ModuleList<Cell> cells;
    private readonly SameConvolution last;
    private readonly Conv2d? lastOfEvents;
    private readonly int[] path;
    private readonly StereoNetworkConfig config;
    private readonly ModuleList<NeuronLayer> stemNeurons = [];
    private readonly NeuronLayer? lastNeurons;

    /// <summary>Builds the feature half of <paramref name="genotype"/>.</summary>
    public FeatureNet(StereoNetworkConfig config, StereoGenotype genotype)
        : base(nameof(FeatureNet))
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(genotype);
        path = [.. genotype.Feature.Path];
        long channels = 3 * config.FeatureMultiplier;
        stem0 = new ConvNorm(2, config.InputChannels, channels / 2);
        stem1 = new ConvNorm(2, channels / 2, channels, stride: config.StemStride);
        stem2 = new ConvNorm(2, channels, channels);
        foreach (long width in (long[])[channels / 2, channels, channels])
        {
            stemNeurons.Add(new NeuronLayer(genotype.StemNeuron, width));
        }

        cells = CellChain.Build(genotype.Feature, 2, channels, config.FeatureMultiplier);
        last = new SameConvolution(2, cells[^1].OutputChannels, channels, kernel: 1, bias: false);
        nn.init.kaiming_normal_(last.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        if (config.EventSkip)
        {
            lastOfEvents = nn.Conv2d(config.InputChannels, channels, kernel_size: EventKernel, stride: config.StemStride, padding: EventKernel / 2, bias: false);
            nn.init.kaiming_normal_(lastOfEvents.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        }

        lastNeurons = config.Readout == FeatureReadout.Spike ? new NeuronLayer(genotype.StemNeuron, channels) : null;
        OutputChannels = channels;
        RegisterComponents();
    }

    /// <summary>Feature channels <c>C</c>.</summary>
    public long OutputChannels { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor events, StateFlow state)
    {
        Tensor spikes = stem0.Spike(events, stemNeurons[0], state);
        spikes = stem1.Spike(spikes, stemNeurons[1], state);
        spikes = stem2.Spike(spikes, stemNeurons[2], state);
        long[] level0 = spikes.shape[2..];
        Tensor previous = CellChain.Run(cells, path, spikes, config.Resampling, state)[^1];
        Tensor current = last.call(Resolution.Resample(previous, level0, config.Resampling, state.Observer));
        if (lastOfEvents is not null)
        {
            current = current + lastOfEvents.call(events);
        }

        return lastNeurons is null ? current : lastNeurons.call(current, state);
    }
}
