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
/// <c>[N, C, D, h, w]</c> to similarities <c>[N, D, h, w]</c>.
/// </summary>
public sealed class MatchingNet : nn.Module<Tensor, StateFlow, Tensor>
{
    private readonly ConvNorm? encoder;
    private readonly NeuronLayer? encoderNeurons;
    private readonly ConvNorm stem0;
    private readonly ConvNorm stem1;
    private readonly ModuleList<Cell> cells = [];
    private readonly ModuleList<NeuronLayer> stemNeurons = [];
    private readonly ModuleList<ConvNorm> ladder = [];
    private readonly ModuleList<NeuronLayer> ladderNeurons = [];
    private readonly Conv3d last;
    private readonly Conv3d? lastOfVolume;
    private readonly int[] path;
    private readonly StereoNetworkConfig config;

    /// <summary>Builds the matching half of <paramref name="genotype"/> for a volume of <paramref name="volumeChannels"/> channels.</summary>
    public MatchingNet(StereoNetworkConfig config, StereoGenotype genotype, long volumeChannels)
        : base(nameof(MatchingNet))
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(genotype);
        path = [.. genotype.Matching.Path];
        long channels = 3 * config.MatchingMultiplier, groups = volumeChannels;
        if (config.VolumeNeurons)
        {
            encoder = new ConvNorm(3, volumeChannels, channels, kernel: 1);
            encoderNeurons = new NeuronLayer(genotype.StemNeuron, channels);
            volumeChannels = channels;
        }

        stem0 = new ConvNorm(3, volumeChannels, channels);
        stem1 = new ConvNorm(3, channels, channels);
        stemNeurons.Add(new NeuronLayer(genotype.StemNeuron, channels));
        stemNeurons.Add(new NeuronLayer(genotype.StemNeuron, channels));
        long previousPrevious = channels, previous = channels;
        for (int i = 0; i < path.Length; i++)
        {
            Cell cell = new(genotype.Matching.Cell, genotype.Matching.Neurons[i], 3, previousPrevious, previous, (long)config.MatchingMultiplier << path[i]);
            cells.Add(cell);
            (previousPrevious, previous) = (previous, cell.OutputChannels);
        }

        for (int level = path[^1]; level > 0; level--)
        {
            ladder.Add(new ConvNorm(3, previous, previous / 2, kernel: 1, bias: false));
            previous /= 2;
            ladderNeurons.Add(new NeuronLayer(genotype.StemNeuron, previous));
        }

        last = Output(config.MatchingSkip ? previous + channels : previous);
        lastOfVolume = config.VolumeSkip ? Output(groups) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor volume, StateFlow state)
    {
        Tensor matches = encoder is null ? volume : encoderNeurons!.call(encoder.call(volume), state); // both are there or neither is
        Tensor first = stemNeurons[0].call(stem0.call(matches), state);
        Tensor stem = stemNeurons[1].call(stem1.call(first), state);
        long[] level0 = stem.shape[2..];
        Tensor previousPrevious = stem, previous = stem;
        for (int i = 0; i < path.Length; i++)
        {
            long[] size = Resolution.AtLevel(level0, path[i]);
            Tensor output = cells[i].call(Resolution.Resample(previousPrevious, size, config.Resampling, state.Observer), Resolution.Resample(previous, size, config.Resampling, state.Observer), state);
            (previousPrevious, previous) = (previous, output);
        }

        for (int i = 0; i < ladder.Count; i++)
        {
            Tensor spikes = ladderNeurons[i].call(ladder[i].call(previous), state);
            previous = Resolution.Resample(spikes, Resolution.AtLevel(level0, path[^1] - 1 - i), config.Resampling, state.Observer);
        }

        Tensor current = last.call(config.MatchingSkip ? cat([previous, stem], 1) : previous);
        if (lastOfVolume is not null)
        {
            current = current + lastOfVolume.call(volume); // apart from the spikes, whose convolution stays free of multiplications
        }

        return LifNeurons.Integrate(current, config.OutputDecay, state).squeeze(1);
    }

    private static Conv3d Output(long inputs)
    {
        Conv3d output = nn.Conv3d(inputs, 1, kernel_size: 3, padding: 1, bias: false);
        nn.init.kaiming_normal_(output.weight, mode: nn.init.FanInOut.FanIn, nonlinearity: nn.init.NonlinearityType.Linear);
        return output;
    }
}
