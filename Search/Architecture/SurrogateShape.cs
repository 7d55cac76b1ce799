namespace EventStereo.Search.Architecture;

/// <summary>A surrogate gradient: which family, and how sharp. It is a value, so that the surrogates of a network at one time can be kept and compared.</summary>
/// <param name="Kind">The family.</param>
/// <param name="Temperature">Sharpness within the family, above 0.</param>
public readonly record struct SurrogateShape(SurrogateKind Kind, float Temperature)
{
    /// <summary>The surrogate of <paramref name="neuron"/>.</summary>
    public static SurrogateShape Of(NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return new SurrogateShape(neuron.Surrogate, neuron.SurrogateTemperature);
    }

    /// <summary><paramref name="neuron"/> with this surrogate, all else as it was.</summary>
    public NeuronGenotype On(NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return neuron with { Surrogate = Kind, SurrogateTemperature = Temperature };
    }
}
