using EventStereo.Energy;
using EventStereo.Energy.Models;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.ArchitectureSearch;

/// <summary>The network of a search for a classifier with its architecture.</summary>
internal sealed class ClassificationSearchNetwork : IDisposable
{
    private const string Published = "spikedhs-cifar";

    private readonly ClassificationSearchConfig config;
    private readonly ArchitectureChoice choice;

    /// <summary>Makes it from the global random generator.</summary>
    /// <exception cref="InvalidDataException">There is no such genotype.</exception>
    public ClassificationSearchNetwork(ClassificationSearchConfig config)
    {
        this.config = config;
        choice = config.Neurons is { } neurons
            ? ArchitectureChoice.OfNeurons(ClassificationGenotypes.Resolve(neurons.Genotype.Length > 0 ? neurons.Genotype : Published), neurons)
            : ArchitectureChoice.OfCells([new SearchedSubnet("network", config.Space)], config.Neuron);
        IReadOnlyList<(string, SubnetArchitecture Weights)> weights = choice.Make();
        Network = new ClassificationNetwork(config.Network, weights[0].Weights, choice.StemNeuron);
        Architecture = ArchitectureChoice.Of(weights, Network, [Network.Trellis], config.Network.Resampling, Scale(), layer => EnergyModels.Literature.Spiking(layer).TotalMj);
    }

    /// <summary>The network.</summary>
    public ClassificationNetwork Network { get; }

    /// <summary>What is chosen.</summary>
    public SearchedArchitecture Architecture { get; }

    /// <summary>The same as the first line of an architecture log says it.</summary>
    public ArchitectureLogHeader LogHeader => choice.LogHeader;

    /// <summary>The operations of a pass of <paramref name="frames"/>, <c>[T B, C, H, W]</c>.</summary>
    public ActivityRecorder Measure(Tensor frames)
    {
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(Network, recorder);
        int steps = config.Network.Steps;
        _ = Network.call(frames, new StateFlow(steps, observer: probe));
        recorder.CompleteInference((int)frames.shape[0] / steps); // an inference is all steps of a sample
        return recorder;
    }

    /// <summary>What a search finds in <paramref name="subnets"/>.</summary>
    public ClassificationGenotype Genotype(GenotypeProvenance source, IReadOnlyList<SubnetGenotype> subnets) =>
        new(config.Neurons is { Method: var method } ? $"searched-classify-{method}" : "searched-classify", source, subnets[0]) { StemNeuron = choice.StemNeuron };

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>To the network to be trained, for images as large.</summary>
    private FinalScale Scale()
    {
        using Tensor state = random.get_rng_state(); // the weights made here are of no use: what follows draws as if they were not
        using ClassificationNetwork final = new(config.Network with { FilterMultiplier = config.FinalWidth }, choice.Make()[0].Weights, choice.StemNeuron);
        random.set_rng_state(state);
        return new FinalScale(Network, final, 1);
    }
}
