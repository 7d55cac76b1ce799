using EventStereo.Search.Architecture;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>A search for time constants on an architecture that is found already (TPS).</summary>
public sealed record TemporalSearchConfig
{
    /// <summary>The architecture: name of a built-in genotype or path of a genotype file. Its cells and paths stay.</summary>
    public string Genotype { get; init; } = "spikedhs-stereo";

    /// <summary>Candidate decays of every node's neuron, which is the genotype's stem neuron otherwise. 0.2 is the published one, 0 has no memory.</summary>
    public IReadOnlyList<float> Decays { get; init; } = [0f, 0.2f, 0.4f, 0.6f, 0.8f];

    /// <summary>The candidates.</summary>
    public IReadOnlyList<NeuronGenotype> Candidates(NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return [.. Decays.Select(decay => neuron with { Decay = decay })];
    }

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [];
        if (Decays.Count < 2 || Decays.Distinct().Count() != Decays.Count || !Decays.All(decay => decay is >= 0f and <= 1f))
        {
            problems.Add($"{path}.decays must be two or more different numbers from 0 to 1");
        }

        return problems;
    }
}
