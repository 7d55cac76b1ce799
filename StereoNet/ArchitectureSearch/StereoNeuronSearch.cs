using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Cells;
using EventStereo.StereoNet.Inference;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>What is chosen when neurons are searched on a stereo architecture that is found already.</summary>
internal sealed class StereoNeuronSearch
{
    private readonly NeuronSearchConfig config;

    /// <summary>Makes the weights from the global random generator.</summary>
    /// <exception cref="InvalidDataException">There is no such genotype.</exception>
    public StereoNeuronSearch(NeuronSearchConfig config)
    {
        this.config = config;
        Found = StereoGenotypes.Resolve(config.Genotype);
        (Feature, Matching) = (Of(Found.Feature), Of(Found.Matching));

        NeuronArchitecture Of(SubnetGenotype genotype) => new(genotype, neuron => config.Candidates(neuron, Found.StemNeuron), config.Groups);
    }

    /// <summary>The architecture.</summary>
    public StereoGenotype Found { get; }

    /// <summary>Weights of the feature net's neurons.</summary>
    public NeuronArchitecture Feature { get; }

    /// <summary>Weights of the matching net's neurons.</summary>
    public NeuronArchitecture Matching { get; }

    /// <summary>What is searched, as the architecture log's first line says it.</summary>
    public ArchitectureLogHeader LogHeader => new([], [Labels("feature", Found.Feature), Labels("matching", Found.Matching)]);

    private TableLabels Labels(string subnet, SubnetGenotype genotype) => new(
        $"{subnet}.gamma",
        [.. Enumerable.Range(0, genotype.Path.Count).SelectMany(cell => Enumerable.Range(0, genotype.Cell.Nodes.Count).SelectMany(node => Enumerable.Range(0, config.Groups)
            .Select(group => config.Groups == 1 ? $"cell {cell}, n{node}" : $"cell {cell}, n{node}, group {group}")))],
        config.Labels());
}
