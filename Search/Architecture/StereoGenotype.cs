namespace EventStereo.Search.Architecture;

/// <summary>A stereo network: a 2-D feature net that both cameras share and a 3-D matching net over the cost volume.</summary>
public sealed record StereoGenotype : Genotype
{
    /// <summary>The word for this task in a genotype file.</summary>
    public const string TaskName = "stereo";

    /// <summary>Makes a stereo genotype of its two sub-networks.</summary>
    public StereoGenotype(string name, GenotypeProvenance provenance, SubnetGenotype feature, SubnetGenotype matching)
        : base(name, provenance)
    {
        ArgumentNullException.ThrowIfNull(feature);
        ArgumentNullException.ThrowIfNull(matching);
        Feature = feature;
        Matching = matching;
    }

    /// <inheritdoc/>
    public override string Task => TaskName;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, SubnetGenotype Subnet)> Subnets => [("feature", Feature), ("matching", Matching)];

    /// <summary>The feature net, 2-D.</summary>
    public SubnetGenotype Feature { get; init; }

    /// <summary>The matching net, 3-D.</summary>
    public SubnetGenotype Matching { get; init; }

    /// <summary>The same network with <paramref name="neuron"/> everywhere.</summary>
    public StereoGenotype WithNeurons(NeuronGenotype neuron) => this with { StemNeuron = neuron, Feature = Feature.WithNeurons(neuron), Matching = Matching.WithNeurons(neuron) };

    /// <summary>Levels of the feature net's cells.</summary>
    public IReadOnlyList<int> FeaturePath => Feature.Path;

    /// <summary>The cell of the feature net; of cells that differ the first.</summary>
    public CellGenotype FeatureCell => Feature.Cell;

    /// <summary>Levels of the matching net's cells.</summary>
    public IReadOnlyList<int> MatchingPath => Matching.Path;

    /// <summary>The cell of the matching net; of cells that differ the first.</summary>
    public CellGenotype MatchingCell => Matching.Cell;

    /// <inheritdoc/>
    public override string ArchitectureText() => $"features [{string.Join(", ", FeaturePath)}] {Feature.CellText()}, matching [{string.Join(", ", MatchingPath)}] {Matching.CellText()}";

    private protected override Genotype WithSubnets(IReadOnlyList<SubnetGenotype> subnets) => this with { Feature = subnets[0], Matching = subnets[1] };
}
