using System.Text.Json.Serialization;
using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// What a comparison of searches depends on: searches that share one configuration and networks that share another, each with what differs in it, on scenes that no network has seen. The first
/// network is the one that all others are compared with.
/// </summary>
public sealed record SearchComparisonConfig : SceneComparisonConfig
{
    private const string DataKey = "scenes";

    /// <summary>What the searches share. Their data are the scenes to train on.</summary>
    public StereoSearchConfig Search { get; init; } = new();

    /// <summary>The searches.</summary>
    public IReadOnlyList<ComparedSearchConfig> Searches { get; init; } = [];

    /// <summary>The networks, each trained on the scenes to train on.</summary>
    public IReadOnlyList<ComparedNetworkConfig> Networks { get; init; } = [];

    /// <summary>Both.</summary>
    [JsonIgnore]
    public ComparisonEntries Entries => new(Searches, Networks);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Validate() =>
    [
        .. base.Validate(),
        .. Entries.Validate(search => ConfigOf(search, DataKey, null).Validate(), network => (ConfigOf(network, 1, "spikedhs-stereo") with { Data = [DataKey] }).Validate()),
    ];

    /// <summary>The configuration of <paramref name="search"/>, its energies those of the networks that the comparison trains, on <paramref name="data"/>, where it goes on with <paramref name="genotype"/>.</summary>
    internal StereoSearchConfig ConfigOf(ComparedSearchConfig search, string data, string? genotype)
    {
        IReadOnlyList<string> set = genotype is null ? search.Set : [.. search.Set, $"neurons.genotype={genotype}"];
        StereoSearchConfig own = ConfigFile.Load(Search, null, set);
        FinalShape? final = own.Final is not { } shape ? null : shape with
        {
            FeatureMultiplier = shape.FeatureMultiplier > 0 ? shape.FeatureMultiplier : Run.Network.FeatureMultiplier,
            MatchingMultiplier = shape.MatchingMultiplier > 0 ? shape.MatchingMultiplier : Run.Network.MatchingMultiplier,
        };
        return own with { Data = [data], Final = final };
    }

    /// <summary>The configuration of <paramref name="network"/> with <paramref name="seed"/> and an architecture.</summary>
    internal StereoRunConfig ConfigOf(ComparedNetworkConfig network, int seed, string genotype)
    {
        StereoRunConfig own = ConfigFile.Load(Run, null, network.Set);
        return own with { Seed = seed, Network = own.Network with { Genotype = genotype } };
    }
}
