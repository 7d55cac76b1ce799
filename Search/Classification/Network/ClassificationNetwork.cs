using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Network;

/// <summary>
/// The spiking classification network: a stem, searched cells on their path, and a read-out of the mean of every map, as in section 6 of the method:
/// <c>[T B, C, H, W]</c> (an image in every step, see <see cref="DirectCoding"/>, or event frames one a step) to the logits of every step. Any image size goes in.
/// All states are in the <see cref="StateFlow"/>, so nothing is left from one batch to the next.
/// </summary>
public sealed class ClassificationNetwork : nn.Module<Tensor, StateFlow, StepLogits>
{
    private readonly ImageStem stem;
    private readonly ModuleList<Cell> cells = [];
    private readonly Trellis trellis;
    private readonly PooledReadout readout;
    private readonly AuxiliaryReadout? auxiliary;
    private readonly int[] path;

    /// <summary>Builds the network of <paramref name="genotype"/> with fresh weights from the global random generator; those of the auxiliary read-out are drawn last.</summary>
    public ClassificationNetwork(ClassificationNetworkConfig config, ClassificationGenotype genotype)
        : base(nameof(ClassificationNetwork))
    {
        Config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(genotype);
        genotype = config.Neurons == NetworkNeurons.RectifiedLinear ? genotype.WithNeurons(new NeuronGenotype { Kind = NeuronKind.RectifiedLinear }) : genotype;
        path = [.. genotype.Path];
        stem = new ImageStem(config, genotype.StemNeuron);
        trellis = new Trellis(SubnetPlan.Of(genotype.Network), 2, stem.OutputChannels, config.FilterMultiplier, config.Resampling, cells);
        readout = new PooledReadout(cells[^1].OutputChannels, config.Classes, genotype.StemNeuron);
        auxiliary = config.AuxiliaryHead ? new AuxiliaryReadout(cells[AuxiliaryCell].OutputChannels, config.Classes, genotype.StemNeuron) : null;
        RegisterComponents();
    }

    /// <summary>The settings it was built with.</summary>
    public ClassificationNetworkConfig Config { get; }

    /// <summary>Parameters that inference needs: all but the auxiliary read-out's.</summary>
    public long InferenceParameters => parameters().Sum(parameter => parameter.numel()) - AuxiliaryParameters;

    /// <summary>Parameters of the auxiliary read-out, 0 without one.</summary>
    public long AuxiliaryParameters => auxiliary?.parameters().Sum(parameter => parameter.numel()) ?? 0;

    /// <summary>The cell whose output the auxiliary read-out sees: two thirds up the chain, the sixth of eight.</summary>
    private int AuxiliaryCell => 2 * path.Length / 3;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The frames are not <c>[T B, C, H, W]</c> of the configured channels.</exception>
    public override StepLogits forward(Tensor frames, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(state);
        long[] shape = frames.shape; // [T B, C, H, W]
        if (shape.Length != 4 || shape[1] != Config.InputChannels || shape[0] % state.Steps != 0)
        {
            throw new ArgumentException($"needs [{state.Steps} B, {Config.InputChannels}, H, W], not [{string.Join(", ", shape)}]", nameof(frames));
        }

        Tensor spikes = stem.call(frames, state);
        Tensor[] outputs = [.. trellis.RunLayers(spikes, spikes.shape[2..], null, state).Select(layer => layer[0]!.Value.Map)]; // one level in each layer
        Tensor logits = readout.call(outputs[^1], state);
        return new StepLogits(logits, training ? auxiliary?.call(outputs[AuxiliaryCell], state) : null, state.Steps);
    }
}
