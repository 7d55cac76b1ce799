using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// Matching on the cost volume: two spiking 3-D convolutions, searched cells on the matching path, a ladder of 1x1x1
/// convolutions back to level 0 and a last 3x3x3 convolution whose neurons integrate and never spike:
/// <c>[N, C, D, h, w]</c> to similarities <c>[N, D, h, w]</c>. The planar form is the same in two dimensions: it takes disparities for channels, and its last
/// convolution has one output a disparity.
/// </summary>
public sealed class MatchingNet : nn.Module<Tensor, StateFlow, Tensor>
{
    private readonly ConvNorm? encoder;
    private readonly NeuronLayer? encoderNeurons;
    private readonly ConvNorm stem0;
    private readonly ConvNorm stem1;
    private readonly ModuleList<Cell> cells;
    private readonly ModuleList<NeuronLayer> stemNeurons = [];
    private readonly ModuleList<ConvNorm> ladder = [];
    private readonly ModuleList<NeuronLayer> ladderNeurons = [];
    private readonly SameConvolution last;
    private readonly SameConvolution? lastOfVolume;
    private readonly NeuronLayer output;
    private readonly int[] path;
    private readonly bool planar;
    private readonly StereoNetworkConfig config;

    /// <summary>Builds the matching half of <paramref name="genotype"/> for a volume of <paramref name="volumeChannels"/> channels.</summary>
    public MatchingNet(StereoNetworkConfig config, StereoGenotype genotype, long volumeChannels)
        : base(nameof(MatchingNet))
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(genotype);
        path = [.. genotype.Matching.Path];
        long channels = 3 * config.MatchingMultiplier, groups = volumeChannels;
        planar = config.Matching == MatchingForm.Planar2d;
        if (config.VolumeNeurons)
        {
            encoder = new ConvNorm(3, volumeChannels, channels, kernel: 1);
            encoderNeurons = new NeuronLayer(genotype.StemNeuron, channels);
            volumeChannels = channels;
        }

        int dimensions = planar ? 2 : 3, disparities = planar ? config.Disparities : 1;
        stem0 = new ConvNorm(dimensions, volumeChannels * disparities, channels);
        stem1 = new ConvNorm(dimensions, channels, channels);
        stemNeurons.Add(new NeuronLayer(genotype.StemNeuron, channels));
        stemNeurons.Add(new NeuronLayer(genotype.StemNeuron, channels));
        cells = CellChain.Build(genotype.Matching, dimensions, channels, config.MatchingMultiplier);
        long previous = cells[^1].OutputChannels;
        for (int level = path[^1]; level > 0; level--)
        {
            ladder.Add(new ConvNorm(dimensions, previous, previous / 2, kernel: 1, bias: false));
            previous /= 2;
            ladderNeurons.Add(new NeuronLayer(genotype.StemNeuron, previous));
        }

        last = Output(dimensions, config.MatchingSkip ? previous + channels : previous, disparities);
        lastOfVolume = config.VolumeSkip ? Output(dimensions, groups * disparities, disparities) : null;
        output = new NeuronLayer(new NeuronGenotype { Kind = NeuronKind.Integrator, Decay = config.OutputDecay }, planar ? disparities : 1);
        RegisterComponents();
    }

    /// <summary>
    /// Whether <see cref="MatchPair"/> gives for <paramref name="features"/> of a camera what <c>forward</c> does, with fewer operations, and nobody watches the first convolution.
    /// </summary>
    public bool CanMatchPair(Tensor features) =>
        config.Volume == CostVolumeMode.Concatenate && !planar && config.VolumePooling == 1 && !config.VolumeNeurons && !config.VolumeSkip
        && SplitMatching.Pays(features, config.Disparities, 3 * config.MatchingMultiplier) && !stem0.IsWatched;

    /// <inheritdoc/>
    public override Tensor forward(Tensor volume, StateFlow state)
    {
        Tensor matches = encoder is null ? volume : ConvNorm.SpikeOnSum([encoder], [volume], encoderNeurons!, state); // both are there or neither is
        return Match(stem0.Spike(Folded(matches), stemNeurons[0], state), volume, state);
    }

    /// <summary>
    /// The same on the volume of two cameras' features <c>[N, C, h, w]</c> by concatenation, which is not made: see <see cref="SplitMatching"/>. The first convolution's hooks do not run.
    /// </summary>
    public Tensor MatchPair(Tensor left, Tensor right, StateFlow state) =>
        Match(stem0.Spike((weight, bias) => SplitMatching.Convolve(left, right, config.Disparities, weight, bias), stemNeurons[0], state), volume: null, state);

    private Tensor Match(Tensor first, Tensor? volume, StateFlow state)
    {
        Tensor stem = stem1.Spike(first, stemNeurons[1], state);
        long[] level0 = stem.shape[2..];
        Tensor previous = CellChain.Run(cells, path, stem, config.Resampling, state)[^1];
        for (int i = 0; i < ladder.Count; i++)
        {
            Tensor spikes = ladder[i].Spike(previous, ladderNeurons[i], state);
            previous = Resolution.Resample(spikes, Resolution.AtLevel(level0, path[^1] - 1 - i), config.Resampling, state.Observer);
        }

        Tensor current = config.MatchingSkip ? LastWithStem(previous, stem, state) : last.call(previous);
        if (ladder.Count > 0)
        {
            previous.Dispose(); // resampled, as large as the stem; the graph holds it as long as it is needed
        }

        if (lastOfVolume is not null)
        {
            current = current + lastOfVolume.call(Folded(volume!)); // it is there when this is; apart from the spikes, whose convolution stays free of multiplications
        }

        Tensor similarities = output.call(current, state);
        return planar ? similarities : similarities.squeeze(1);
    }

    /// <summary>
    /// The last convolution on <paramref name="spikes"/> and the stem's side by side, <c>[N, C, (D,) h, w]</c> each. Unless someone watches it or the neurons run from tensor operations, it is
    /// the sum of one convolution of each, for which neither the two side by side nor the gradient there are written down.
    /// </summary>
    private Tensor LastWithStem(Tensor spikes, Tensor stem, StateFlow state)
    {
        if (last.IsWatched || !state.Fuses(stem.device))
        {
            return last.call(cat([spikes, stem], 1));
        }

        long channels = spikes.shape[1];
        using Tensor ofSpikes = SameConvolution.Apply(spikes, last.weight.narrow(1, 0, channels), null), ofStem = SameConvolution.Apply(stem, last.weight.narrow(1, channels, stem.shape[1]), null);
        return ofSpikes + ofStem; // the last convolution has no bias
    }

    /// <summary>A volume <c>[N, C, D, h, w]</c> as matching takes it: in the planar form <c>[N, C D, h, w]</c>.</summary>
    private Tensor Folded(Tensor volume) => planar ? volume.flatten(1, 2) : volume;

    private static SameConvolution Output(int dimensions, long inputs, long outputs)
    {
        SameConvolution convolution = new(dimensions, inputs, outputs, bias: false);
        nn.init.kaiming_normal_(convolution.weight, mode: nn.init.FanInOut.FanIn, nonlinearity: nn.init.NonlinearityType.Linear);
        return convolution;
    }
}
