using System.Text.Json.Serialization;
using EventStereo.Search.Architecture;

namespace EventStereo.Search.Strategy;

/// <summary>A search for neurons on an architecture that is found already: for their time constants (TPS), for whether they spike at all (HNS), or for both.</summary>
public sealed record NeuronSearchConfig
{
    /// <summary>The architecture: name of a built-in genotype or path of a genotype file; empty for the published one of the task. Its cells and paths stay.</summary>
    public string Genotype { get; init; } = string.Empty;

    /// <summary>
    /// Candidate decays of every node's neuron, which stays as it is in everything else; none leaves each node the decay it has. 0.2 is the published one, 0 has no memory.
    /// </summary>
    public IReadOnlyList<float> Decays { get; init; } = [0f, 0.2f, 0.4f, 0.6f, 0.8f];

    /// <summary>Whether the artificial neuron, a rectified linear unit, is a candidate of every node.</summary>
    public bool Artificial { get; init; }

    /// <summary>Equal groups of a node's channels that get a decay of their own. Wider networks have wider groups, so that a genotype holds for any width that they divide.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The candidates of a node: its spiking neuron with each decay, and the artificial one.</summary>
    /// <param name="neuron">The node's neuron in the architecture.</param>
    /// <param name="stem">The neuron outside the cells, which stands in for one that does not spike.</param>
    public IReadOnlyList<NeuronGenotype> Candidates(NeuronGenotype neuron, NeuronGenotype stem)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        ArgumentNullException.ThrowIfNull(stem);
        NeuronGenotype spiking = neuron.Spikes ? neuron : stem.Spikes ? stem : NeuronGenotype.Default;
        NeuronKind timed = spiking.Kind == NeuronKind.ParametricLif ? NeuronKind.LeakyIntegrateAndFire : spiking.Kind; // a decay that is searched is not learned
        IEnumerable<NeuronGenotype> candidates = Decays.Count == 0 ? [spiking] : Decays.Select(decay => spiking with { Kind = timed, Decay = decay, ChannelDecays = [], LearnsByChannel = false });
        return [.. candidates, .. Artificial ? (NeuronGenotype[])[new NeuronGenotype { Kind = NeuronKind.RectifiedLinear }] : []];
    }

    /// <summary>What the candidates are called, in their order.</summary>
    public IReadOnlyList<string> Labels() =>
        [.. Decays.Count == 0 ? (string[])["spiking"] : [.. Decays.Select(decay => FormattableString.Invariant($"decay {decay}"))], .. Artificial ? (string[])["artificial"] : []];

    /// <summary>What the search is called: <c>tps</c>, <c>hns</c> or <c>tps-hns</c>.</summary>
    [JsonIgnore]
    public string Method => string.Join('-', [.. Decays.Count > 0 ? (string[])["tps"] : [], .. Artificial ? (string[])["hns"] : []]);

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [];
        if (Decays.Distinct().Count() != Decays.Count || !Decays.All(decay => decay is >= 0f and <= 1f))
        {
            problems.Add($"{path}.decays must be different numbers from 0 to 1");
        }

        if (Decays.Count == 0 ? !Artificial : Decays.Count == 1 && !Artificial)
        {
            problems.Add($"{path} leaves nothing to choose: {path}.decays needs two or more, or {path}.artificial must be true");
        }

        if (Groups is < 1 or > 1024 || (Groups > 1 && Artificial))
        {
            problems.Add($"{path}.groups is {Groups}, not 1 to 1024, and 1 where {path}.artificial is true: a node is artificial as a whole");
        }

        return problems;
    }
}
