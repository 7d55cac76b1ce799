using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;

namespace EventStereo.Search.Strategy;

/// <summary>Layers of neurons with one surrogate gradient, which evolves by itself: a node's, or several that a genotype gives one neuron, such as those of the stems.</summary>
public sealed class SurrogateGroup
{
    /// <summary>Joins <paramref name="neurons"/>, which get the first one's surrogate.</summary>
    /// <exception cref="ArgumentException">No layer.</exception>
    public SurrogateGroup(string name, IReadOnlyList<NeuronLayer> neurons)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(neurons);
        Name = name;
        Neurons = neurons.Count > 0 ? neurons : throw new ArgumentException($"'{name}' has no layer", nameof(neurons));
        Surrogate = neurons[0].Surrogate;
    }

    /// <summary>What it is called in configurations and logs, as in <c>matching.cell2.node0</c>.</summary>
    public string Name { get; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<NeuronLayer> Neurons { get; }

    /// <summary>Their surrogate.</summary>
    public SurrogateShape Surrogate
    {
        get => Neurons[0].Surrogate;
        set
        {
            foreach (NeuronLayer layer in Neurons)
            {
                layer.Surrogate = value;
            }
        }
    }
}
