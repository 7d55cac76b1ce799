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
    private const float LeastShare = 1e-37f;

    private readonly ConvNorm? encoder;
    private readonly NeuronLayer? encoderNeurons;
    private readonly ConvNorm stem0;
    private readonly ConvNorm stem1;
    private readonly ModuleList<Cell> cells = [];
    private readonly ModuleList<NeuronLayer> stemNeurons = [];
    private readonly ModuleList<ConvNorm> ladder = [];
    private readonly ModuleList<NeuronLayer> ladderNeurons = [];
    private readonly SameConvolution last;
    private readonly SameConvolution? lastOfVolume;
    private readonly NeuronLayer output;
    private readonly Trellis trellis;
    private readonly SubnetArchitecture? architecture;
    private readonly bool planar;
    private readonly StereoNetworkConfig config;

    /// <summary>Builds the matching half of a network.</summary>
    /// <param name="config">Shape of the network.</param>
    /// <param name="plan">The cells.</param>
    /// <param name="stemNeuron">The neuron outside the cells.</param>
    /// <param name="volumeChannels">Channels of the volume.</param>
    /// <param name="architecture">The architecture weights of a search; null of a final network.</param>
    public MatchingNet(StereoNetworkConfig config, SubnetPlan plan, NeuronGenotype stemNeuron, long volumeChannels, SubnetArchitecture? architecture = null)
        : base(nameof(MatchingNet))
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(plan);
        this.architecture = architecture;
        long channels = 3 * config.MatchingMultiplier, groups = volumeChannels;
        planar = config.Matching == MatchingForm.Planar2d;
        if (config.VolumeNeurons)
        {
            encoder = new ConvNorm(3, volumeChannels, channels, kernel: 1);
            encoderNeurons = new NeuronLayer(stemNeuron, channels);
            volumeChannels = channels;
        }

        int dimensions = planar ? 2 : 3, disparities = planar ? config.Disparities : 1;
        stem0 = new ConvNorm(dimensions, volumeChannels * disparities, channels);
        stem1 = new ConvNorm(dimensions, channels, channels);
        stemNeurons.Add(new NeuronLayer(stemNeuron, channels));
        stemNeurons.Add(new NeuronLayer(stemNeuron, channels));
        trellis = new Trellis(plan, dimensions, channels, config.MatchingMultiplier, config.Resampling, cells);
        long previous = trellis.OutputChannels(trellis.FinalLevels[^1]);
        IReadOnlyList<ChannelSource> ends = trellis.FinalLevels.Count == 1 ? trellis.OutputSources(trellis.FinalLevels[0]) : []; // of a search for paths: spikes
        for (int level = trellis.FinalLevels[^1]; level > 0; level--)
        {
            ladder.Add(new ConvNorm(dimensions, previous, previous / 2, kernel: 1, bias: false) { Sources = ladder.Count == 0 ? ends : [] });
            previous /= 2;
            ladderNeurons.Add(new NeuronLayer(stemNeuron, previous));
        }

        last = Output(dimensions, config.MatchingSkip ? previous + channels : previous, disparities);
        last.Sources = ladder.Count == 0 ? ends : []; // the cells' maps come first, the stem's after them
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

    /// <summary>The cells and the ways between them.</summary>
    public Trellis Trellis => trellis;

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
        List<WeightedMap?> maps = Climb(trellis.Run(stem, level0, architecture, state), level0, state);
        Tensor current = WeightedMap.Sum(maps, (map, _) => config.MatchingSkip ? LastWithStem(map, stem, state) : last.call(map));
        if (ladder.Count > 0 && architecture is null)
        {
            maps[0]!.Value.Map.Dispose(); // a final network has one: resampled, as large as the stem; the graph holds it as long as it is needed
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

    /// <summary>
    /// Up the ladder to level 0. Of a final network one map comes in, at its last cell's level, and one goes out. In a search paths end at several levels: what comes up from below and what
    /// ends at a level go on with their shares, as currents of the next step's neurons.
    /// </summary>
    private List<WeightedMap?> Climb(IReadOnlyList<WeightedMap?> ends, long[] level0, StateFlow state)
    {
        List<WeightedMap?> here = [];
        Tensor? below = null; // the share that ends at this level or deeper; null for all or, with nothing here, none
        for (int level = trellis.FinalLevels[^1]; level >= 0; level--)
        {
            int at = trellis.FinalLevels.ToList().IndexOf(level);
            WeightedMap? end = at < 0 ? null : ends[at];
            (here, below) = Join(here, below, end);
            if (level > 0 && here.Count > 0)
            {
                int step = trellis.FinalLevels[^1] - level;
                Tensor spikes = here is [{ Share: null } only]
                    ? ladder[step].Spike(only.Map, ladderNeurons[step], state)
                    : ladderNeurons[step].call(WeightedMap.Sum(here, (map, _) => ladder[step].call(map)), state);
                here = [new WeightedMap(Resolution.Resample(spikes, Resolution.AtLevel(level0, level - 1), config.Resampling, state.Observer))];
            }
        }

        return here;
    }

    /// <summary>What came up from below, all of which ends deeper, and what ends here, with their shares of both.</summary>
    private static (List<WeightedMap?> Maps, Tensor? Share) Join(List<WeightedMap?> below, Tensor? share, WeightedMap? end)
    {
        if (below.Count == 0 || end is null)
        {
            return below.Count == 0 ? (end is { } first ? [new WeightedMap(first.Map)] : [], end?.Share) : (below, share);
        }

        Tensor own = end.Value.Share!, all = (share! + own).clamp_min(LeastShare); // where there are two, neither is all; levels that nothing reaches have shares of 0, not undefined ones
        return ([new WeightedMap(below[0]!.Value.Map, share! / all), new WeightedMap(end.Value.Map, own / all)], all); // likewise; one map comes up
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
