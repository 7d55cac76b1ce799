using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Strategy;

namespace EventStereo.Search.Classification.Training;

/// <summary>Everything that a classification run depends on but its genotype: the <c>config.json</c> of its run folder.</summary>
public sealed record ClassificationRunConfig
{
    /// <summary>Shape of the network. Its classes and channels are those of the data.</summary>
    public ClassificationNetworkConfig Network { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public ClassificationTrainingConfig Training { get; init; } = new();

    /// <summary>
    /// Weights to begin with in place of random ones: a run folder (its last weights) or a <c>.safetensors</c> file of a network of the same shape, spiking or not. The run keeps a copy.
    /// A spiking network begun from its artificial twin learns in fewer steps (hybrid training: Rathi et al., "Enabling deep spiking neural networks with hybrid conversion and
    /// spike timing dependent backpropagation", ICLR 2020).
    /// </summary>
    public string? InitialWeights { get; init; }

    /// <summary>Evolves surrogate gradients while the network trains (DGS, <c>--dgs</c>); null, the default and the baseline, keeps those of the genotype.</summary>
    public SurrogateEvolutionConfig? Dgs { get; init; }

    /// <summary>What it is trained on.</summary>
    public ClassificationDataConfig Data { get; init; } = new();

    /// <summary>What brings the channels to mean 0 and deviation 1; null, as it is given, takes that of the data, which the run then keeps. Event frames, which are counts, have none.</summary>
    public ChannelNormalization? Normalization { get; init; }

    /// <summary>Seed of the weights, the parts and the order of the data and its augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. Network.Validate(),
        .. Training.Validate(),
        .. Dgs?.Validate("dgs") ?? [],
        .. Data.Validate(),
        .. Training.ValidateOn(Data, Network),
    ];
}
