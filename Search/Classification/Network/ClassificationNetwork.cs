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
    /// <summary>Name of the auxiliary read-out among the network's modules: it plays no part in an inference.</summary>
    public const string AuxiliaryName = nameof(auxiliary);

    private readonly ImageStem stem;
    private readonly ModuleList<Cell> cells = [];
    private readonly Trellis trellis;
    private readonly PooledReadout? readout; // of a decoded network, which ends at one level
    private readonly ModuleList<PooledReadout> readouts = []; // of a search's, one for each level that a path may end at
    private readonly AuxiliaryReadout? auxiliary;
    private readonly SubnetArchitecture? architecture; // of a search

    /// <summary>Builds the network of <paramref name="genotype"/> with fresh weights from the global random generator; those of the auxiliary read-out are drawn last.</summary>
    public ClassificationNetwork(ClassificationNetworkConfig config, ClassificationGenotype genotype)
        : this(config, SubnetPlan.Of(Resolved(config, genotype).Network), Resolved(config, genotype).StemNeuron, null)
    {
    }

    /// <summary>Builds the network of a search, which is all networks that its architecture weights mix: a read-out for each level that a path may end at, their logits weighted like the path. It has no auxiliary read-out.</summary>
    /// <param name="config">Shape of the network; which genotype it names is of no effect.</param>
    /// <param name="architecture">Architecture weights.</param>
    /// <param name="stemNeuron">The neuron outside the cells.</param>
    public ClassificationNetwork(ClassificationNetworkConfig config, SubnetArchitecture architecture, NeuronGenotype stemNeuron)
        : this(config, (architecture ?? throw new ArgumentNullException(nameof(architecture))).Plan, stemNeuron, architecture)
    {
    }

    private ClassificationNetwork(ClassificationNetworkConfig config, SubnetPlan plan, NeuronGenotype stemNeuron, SubnetArchitecture? architecture)
        : base(nameof(ClassificationNetwork))
    {
        Config = config ?? throw new ArgumentNullException(nameof(config));
        this.architecture = architecture;
        stem = new ImageStem(config, stemNeuron);
        trellis = new Trellis(plan, 2, stem.OutputChannels, config.FilterMultiplier, config.Resampling, cells);
        NeuronGenotype? readoutNeuron = config.Readout == ClassificationReadout.Spikes ? stemNeuron : null;
        if (plan.Levels[^1].Count == 1)
        {
            readout = new PooledReadout(cells[^1].OutputChannels, config.Classes, readoutNeuron);
        }
        else
        {
            foreach (int level in plan.Levels[^1])
            {
                readouts.Add(new PooledReadout(trellis.OutputChannels(level), config.Classes, readoutNeuron));
            }
        }

        auxiliary = config.AuxiliaryHead && architecture is null ? new AuxiliaryReadout(cells[AuxiliaryCell].OutputChannels, config.Classes, stemNeuron) : null;
        RegisterComponents();
    }

    /// <summary>The settings it was built with.</summary>
    public ClassificationNetworkConfig Config { get; }

    /// <summary>Parameters that inference needs: all but the auxiliary read-out's.</summary>
    public long InferenceParameters => parameters().Sum(parameter => parameter.numel()) - AuxiliaryParameters;

    /// <summary>Parameters of the auxiliary read-out, 0 without one.</summary>
    public long AuxiliaryParameters => auxiliary?.parameters().Sum(parameter => parameter.numel()) ?? 0;

    /// <summary>The cells and the ways between them.</summary>
    public Trellis Trellis => trellis;

    /// <summary>The same by its name in a genotype.</summary>
    public IReadOnlyList<(string Name, Trellis Trellis)> Subnets => [("network", trellis)];

    /// <summary>The cell whose output the auxiliary read-out sees: two thirds up the chain, the sixth of eight.</summary>
    private int AuxiliaryCell => 2 * trellis.Layers / 3;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The frames are not <c>[T B, C, H, W]</c> of the configured channels.</exception>
    public override StepLogits forward(Tensor frames, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(state);
        Require(frames, state.Steps);
        return Classify(stem.call(frames, state), state);
    }

    /// <summary>
    /// The same for images <c>[B, C, H, W]</c> that are shown in every step, within float tolerance: the stem's first convolution and batch norm, which know no time, run once. Who watches
    /// that convolution sees the images once.
    /// </summary>
    /// <exception cref="ArgumentException">The images are not <c>[B, C, H, W]</c> of the configured channels.</exception>
    public StepLogits OfImages(Tensor images, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(state);
        Require(images, 1);
        return Classify(stem.Still(images, state), state);
    }

    private void Require(Tensor frames, int steps)
    {
        long[] shape = frames.shape; // [T B, C, H, W]
        if (shape.Length != 4 || shape[1] != Config.InputChannels || shape[0] % steps != 0)
        {
            throw new ArgumentException($"needs [{(steps == 1 ? "" : $"{steps} ")}B, {Config.InputChannels}, H, W], not [{string.Join(", ", shape)}]", nameof(frames));
        }
    }

    /// <summary>The logits of the stem's <paramref name="spikes"/>.</summary>
    private StepLogits Classify(Tensor spikes, StateFlow state)
    {
        IReadOnlyList<IReadOnlyList<WeightedMap?>> layers = trellis.RunLayers(spikes, spikes.shape[2..], architecture, state);
        Tensor logits = readout is null ? WeightedMap.Sum(layers[^1], (map, end) => readouts[end].call(map, state)) : readout.call(layers[^1][0]!.Value.Map, state); // its only level
        return new StepLogits(logits, training ? auxiliary?.call(layers[AuxiliaryCell][0]!.Value.Map, state) : null, state.Steps); // a decoded network, as above
    }

    /// <summary>The genotype with the neurons that the network gets.</summary>
    private static ClassificationGenotype Resolved(ClassificationNetworkConfig config, ClassificationGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(genotype);
        return config.Neurons == NetworkNeurons.RectifiedLinear ? genotype.WithNeurons(new NeuronGenotype { Kind = NeuronKind.RectifiedLinear }) : genotype;
    }
}
