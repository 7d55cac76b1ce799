using EventStereo.Search.Architecture;

namespace EventStereo.Search.Comparison;

/// <summary>What of every neuron of an architecture is another in one network of a comparison; null leaves it.</summary>
public sealed record NeuronChange
{
    /// <summary>The kind, such as <c>parametricLif</c>, whose decay is learned.</summary>
    public NeuronKind? Kind { get; init; }

    /// <summary>Share of the membrane left after a step, 0 to 1.</summary>
    public float? Decay { get; init; }

    /// <summary>Family of the surrogate gradient.</summary>
    public SurrogateKind? Surrogate { get; init; }

    /// <summary>Its sharpness.</summary>
    public float? SurrogateTemperature { get; init; }

    /// <summary><paramref name="genotype"/> with the change at every node and outside the cells.</summary>
    public TGenotype Apply<TGenotype>(TGenotype genotype)
        where TGenotype : Genotype
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return (TGenotype)genotype.With(Apply(genotype.StemNeuron), [.. genotype.Subnets.Select(subnet => Apply(subnet.Subnet))]); // of its own type
    }

    private SubnetGenotype Apply(SubnetGenotype subnet) => subnet.WithNeurons([.. subnet.Neurons.Select(row => row.Select(Apply).ToArray())]);

    private NeuronGenotype Apply(NeuronGenotype neuron) => neuron with
    {
        Kind = Kind ?? neuron.Kind,
        Decay = Decay ?? neuron.Decay,
        ChannelDecays = Decay is null ? neuron.ChannelDecays : [],
        Surrogate = Surrogate ?? neuron.Surrogate,
        SurrogateTemperature = SurrogateTemperature ?? neuron.SurrogateTemperature,
    };
}
