namespace EventStereo.Search.Architecture;

/// <summary>A network that names what an image or an event recording shows: one chain of 2-D cells between a stem and a pooled read-out.</summary>
public sealed record ClassificationGenotype : Genotype
{
    /// <summary>The word for this task in a genotype file.</summary>
    public const string TaskName = "classification";

    /// <summary>Makes a classification genotype of its only sub-network.</summary>
    public ClassificationGenotype(string name, GenotypeProvenance provenance, SubnetGenotype network)
        : base(name, provenance)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
    }

    /// <inheritdoc/>
    public override string Task => TaskName;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, SubnetGenotype Subnet)> Subnets => [("network", Network)];

    /// <summary>The chain of cells, 2-D.</summary>
    public SubnetGenotype Network { get; init; }

    /// <summary>The same network with <paramref name="neuron"/> everywhere.</summary>
    public ClassificationGenotype WithNeurons(NeuronGenotype neuron) => this with { StemNeuron = neuron, Network = Network.WithNeurons(neuron) };

    /// <summary>Levels of the cells.</summary>
    public IReadOnlyList<int> Path => Network.Path;

    /// <summary>The cell.</summary>
    public CellGenotype Cell => Network.Cell;

    /// <inheritdoc/>
    public override string ArchitectureText() => $"[{string.Join(", ", Path)}] {Network.CellText()}";

    private protected override Genotype WithSubnets(IReadOnlyList<SubnetGenotype> subnets) => this with { Network = subnets[0] };
}
