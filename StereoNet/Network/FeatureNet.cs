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
    private readonly ModuleList<Cell> cells = [];
    private readonly SameConvolution last;
    private readonly Conv2d? lastOfEvents;
    private readonly ModuleList<SameConvolution> lastOfDeeper = []; // a final network ends at one level, a search may at several
    private readonly Trellis trellis;
    private readonly SubnetArchitecture? architecture;
    private readonly StereoNetworkConfig config;
    private readonly ModuleList<NeuronLayer> stemNeurons = [];
    private readonly NeuronLayer? lastNeurons;

    /// <summary>Builds the feature half of a network.</summary>
    /// <param name="config">Shape of the network.</param>
    /// <param name="plan">The cells.</param>
    /// <param name="stemNeuron">The neuron outside the cells.</param>
    /// <param name="architecture">The architecture weights of a search; null of a final network.</param>
    public FeatureNet(StereoNetworkConfig config, SubnetPlan plan, NeuronGenotype stemNeuron, SubnetArchitecture? architecture = null)
        : base(nameof(FeatureNet))
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(plan);
        this.architecture = architecture;
        long channels = 3 * config.FeatureMultiplier;
        stem0 = new ConvNorm(2, config.InputChannels, channels / 2);
        stem1 = new ConvNorm(2, channels / 2, channels, stride: config.StemStride);
        stem2 = new ConvNorm(2, channels, channels);
        foreach (long width in (long[])[channels / 2, channels, channels])
        {
            stemNeurons.Add(new NeuronLayer(stemNeuron, width));
        }

        trellis = new Trellis(plan, 2, channels, config.FeatureMultiplier, config.Resampling, cells);
        SameConvolution[] lasts = [.. trellis.FinalLevels.Select(level => new SameConvolution(2, trellis.OutputChannels(level), channels, kernel: 1, bias: false) { Sources = trellis.OutputSources(level) })];
        foreach (SameConvolution convolution in lasts)
        {
            nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        }

        last = lasts[0];
        foreach (SameConvolution deeper in lasts.Skip(1))
        {
            lastOfDeeper.Add(deeper);
        }

        if (config.EventSkip)
        {
            lastOfEvents = nn.Conv2d(config.InputChannels, channels, kernel_size: EventKernel, stride: config.StemStride, padding: EventKernel / 2, bias: false);
            nn.init.kaiming_normal_(lastOfEvents.weight, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU);
        }

        lastNeurons = config.Readout == FeatureReadout.Spike ? new NeuronLayer(stemNeuron, channels) : null;
        OutputChannels = channels;
        RegisterComponents();
    }

    /// <summary>Feature channels <c>C</c>.</summary>
    public long OutputChannels { get; }

    /// <summary>The cells and the ways between them.</summary>
    public Trellis Trellis => trellis;

    /// <inheritdoc/>
    public override Tensor forward(Tensor events, StateFlow state)
    {
        Tensor spikes = stem0.Spike(events, stemNeurons[0], state);
        spikes = stem1.Spike(spikes, stemNeurons[1], state);
        spikes = stem2.Spike(spikes, stemNeurons[2], state);
        long[] level0 = spikes.shape[2..];
        IReadOnlyList<WeightedMap?> ends = trellis.Run(spikes, level0, architecture, state);
        Tensor current = WeightedMap.Sum(ends, (map, i) => (i == 0 ? last : lastOfDeeper[i - 1]).call(Resolution.Resample(map, level0, config.Resampling, state.Observer)));
        if (lastOfEvents is not null)
        {
            current = current + lastOfEvents.call(events);
        }

        return lastNeurons is null ? current : lastNeurons.call(current, state);
    }
}
