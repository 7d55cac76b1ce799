using System.Text.Json.Serialization;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;

namespace EventStereo.Search.Classification.Comparison;

/// <summary>
/// What a comparison of searches for classifiers depends on: searches that share one configuration and networks that share another, each with what differs in it, all on one data set, whose test samples are looked at once a
/// network. The first network is the one that all others are compared with.
/// </summary>
public sealed record ClassificationComparisonConfig
{
    /// <summary>The word by which a comparison's file says that it is one of classifiers.</summary>
    public const string TaskName = "classification";

    /// <summary><c>classification</c>: tells the file from that of a stereo comparison.</summary>
    public string Task { get; init; } = TaskName;

    /// <summary>Network, training and data of every run. Its seed and what is compared are set for each.</summary>
    public ClassificationRunConfig Run { get; init; } = new();

    /// <summary>What the searches share. Their data are those of <see cref="Run"/>; energies are told of its width.</summary>
    public ClassificationSearchConfig Search { get; init; } = new();

    /// <summary>The searches.</summary>
    public IReadOnlyList<ComparedSearchConfig> Searches { get; init; } = [];

    /// <summary>The networks.</summary>
    public IReadOnlyList<ComparedNetworkConfig> Networks { get; init; } = [];

    /// <summary>Test samples that the energy is measured on, evenly spread over them.</summary>
    public int EnergySamples { get; init; } = 100;

    /// <summary>Searches and networks.</summary>
    [JsonIgnore]
    public ComparisonEntries Entries => new(Searches, Networks);

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Entries.Validate(search => ConfigOf(search, null).Validate(), network => ConfigOf(network, 1, "spikedhs-cifar").Validate())];
        if (Task != TaskName)
        {
            problems.Add($"task is '{Task}', not {TaskName}");
        }

        if (EnergySamples is < 1 or > 1_000_000)
        {
            problems.Add($"energySamples is {EnergySamples}, not 1 to 1,000,000");
        }

        return problems;
    }

    /// <summary>The configuration of <paramref name="search"/>, its energies those of the networks that the comparison trains, where it goes on with <paramref name="genotype"/>.</summary>
    internal ClassificationSearchConfig ConfigOf(ComparedSearchConfig search, string? genotype)
    {
        IReadOnlyList<string> set = genotype is null ? search.Set : [.. search.Set, $"neurons.genotype={genotype}"];
        ClassificationSearchConfig own = ConfigFile.Load(Search, null, set);
        return own with { Data = Run.Data, FinalMultiplier = own.FinalMultiplier > 0 ? own.FinalMultiplier : Run.Network.FilterMultiplier };
    }

    /// <summary>The configuration of <paramref name="network"/> with <paramref name="seed"/> and an architecture.</summary>
    internal ClassificationRunConfig ConfigOf(ComparedNetworkConfig network, int seed, string genotype)
    {
        ClassificationRunConfig own = ConfigFile.Load(Run, null, network.Set);
        return own with { Seed = seed, Network = own.Network with { Genotype = genotype } };
    }
}
