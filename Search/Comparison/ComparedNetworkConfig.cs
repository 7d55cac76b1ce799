namespace EventStereo.Search.Comparison;

/// <summary>A network of a comparison, trained with several seeds.</summary>
public sealed record ComparedNetworkConfig
{
    /// <summary>Name; its run folders are <c>networks/NAME-SEED</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Its architecture: name of a search of the comparison or of a built-in genotype, or path of a genotype file.</summary>
    public string Genotype { get; init; } = string.Empty;

    /// <summary>Takes, in place of what the search of that name found, for each seed an architecture that is drawn at random from its space and uses its energy budget, at least three quarters of it.</summary>
    public bool Random { get; init; }

    /// <summary>Seeds of weights, data order and augmentation; one run each.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Changes every neuron; null leaves those of the genotype.</summary>
    public NeuronChange? Neuron { get; init; }

    /// <summary>What differs from the comparison's <c>run</c>, each as <c>key.path=value</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
}
