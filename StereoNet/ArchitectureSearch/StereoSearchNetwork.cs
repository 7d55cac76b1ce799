using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.EventIO.Events;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>The network of a stereo search with its architecture.</summary>
internal sealed class StereoSearchNetwork : IDisposable
{
    private const string Published = "spikedhs-stereo";

    private readonly StereoSearchConfig config;
    private readonly ArchitectureChoice choice;
    private readonly SensorSize images; // of the network to be trained

    /// <summary>Makes it from the global random generator.</summary>
    /// <param name="config">The search.</param>
    /// <param name="sensor">Size of the cameras' images.</param>
    /// <exception cref="InvalidDataException">There is no such genotype.</exception>
    public StereoSearchNetwork(StereoSearchConfig config, SensorSize sensor)
    {
        this.config = config;
        choice = config.Neurons is { } neurons
            ? ArchitectureChoice.OfNeurons(StereoGenotypes.Resolve(neurons.Genotype.Length > 0 ? neurons.Genotype : Published), neurons)
            : ArchitectureChoice.OfCells([new SearchedSubnet("feature", config.Space.Feature), new SearchedSubnet("matching", config.Space.Matching)], config.Space.Neuron);
        IReadOnlyList<(string, SubnetArchitecture)> weights = choice.Make();
        Network = Build(config.Network, weights);
        SensorSize crop = new(config.Training.CropWidth, config.Training.CropHeight);
        images = config.Final?.ImagesOf(sensor) ?? crop;
        FinalScale scale = config.Final?.ScaleOf(Network, crop, wide => Build(wide, choice.Make()), images) ?? FinalScale.None(Network);
        Architecture = ArchitectureChoice.Of(weights, Network, [Network.FeatureTrellis, Network.MatchingTrellis], config.Network.Resampling, scale, layer => EnergyModels.Literature.Spiking(layer).TotalMj);
    }

    /// <summary>The network.</summary>
    public StereoNetwork Network { get; }

    /// <summary>What is chosen.</summary>
    public SearchedArchitecture Architecture { get; }

    /// <summary>The same as the first line of an architecture log says it.</summary>
    public ArchitectureLogHeader LogHeader => choice.LogHeader;

    /// <summary>The network that energies are of, in words.</summary>
    public string EnergyOf => config.Final?.Widen(config.Network) is { } wide
        ? $"at {images.Width}x{images.Height} with multipliers {wide.FeatureMultiplier} and {wide.MatchingMultiplier}"
        : $"at the crops' {images.Width}x{images.Height}";

    /// <summary>The operations of a pass of <paramref name="left"/> and <paramref name="right"/>, <c>[T B, C, H, W]</c> of <paramref name="steps"/> steps.</summary>
    public ActivityRecorder Measure(Tensor left, Tensor right, int steps)
    {
        ActivityRecorder recorder = new();
        using StereoEnergyProbe probe = new(Network, recorder);
        _ = Network.Similarities(left, right, new StateFlow(steps, observer: probe.Operations));
        recorder.CompleteInference((int)left.shape[0]);
        return recorder;
    }

    /// <summary>What a search finds in <paramref name="subnets"/>, features and matching.</summary>
    public StereoGenotype Genotype(GenotypeProvenance source, IReadOnlyList<SubnetGenotype> subnets) =>
        new(config.Neurons is { Method: var method } ? $"searched-stereo-{method}" : "searched-stereo", source, subnets[0], subnets[1]) { StemNeuron = choice.StemNeuron };

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private StereoNetwork Build(StereoNetworkConfig shape, IReadOnlyList<(string, SubnetArchitecture Weights)> weights) => new(shape, weights[0].Weights, weights[1].Weights, choice.StemNeuron);
}
