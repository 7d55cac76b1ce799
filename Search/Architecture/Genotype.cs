namespace EventStereo.Search.Architecture;

/// <summary>A found architecture: everything that a network builder needs but the widths. Equal by value; see <see cref="GenotypeFile"/> for its file.</summary>
public abstract record Genotype
{
    private protected Genotype(string name, GenotypeProvenance provenance)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(provenance);
        Name = name;
        Provenance = provenance;
    }

    /// <summary>What it is called, as in <c>spikedhs-stereo</c>.</summary>
    public string Name { get; init; }

    /// <summary>What the network is for, as the file says it: <c>stereo</c> or <c>classification</c>.</summary>
    public abstract string Task { get; }

    /// <summary>Its sub-networks with their names in its file, in the file's order.</summary>
    public abstract IReadOnlyList<(string Name, SubnetGenotype Subnet)> Subnets { get; }

    /// <summary>Where it comes from.</summary>
    public GenotypeProvenance Provenance { get; init; }

    /// <summary>The neuron of everything outside the cells: stems and read-outs.</summary>
    public NeuronGenotype StemNeuron { get; init; } = NeuronGenotype.Default;

    /// <summary>Paths and cells in words.</summary>
    public abstract string ArchitectureText();

    /// <summary>The same with other sub-networks, as many and in the same order, and another neuron outside the cells.</summary>
    /// <exception cref="ArgumentException">Not as many.</exception>
    public Genotype With(NeuronGenotype stem, IReadOnlyList<SubnetGenotype> subnets)
    {
        ArgumentNullException.ThrowIfNull(subnets);
        return subnets.Count == Subnets.Count
            ? WithSubnets(subnets) with { StemNeuron = stem }
            : throw new ArgumentException($"{subnets.Count} sub-networks for a genotype of {Subnets.Count}", nameof(subnets));
    }

    private protected abstract Genotype WithSubnets(IReadOnlyList<SubnetGenotype> subnets);
}
