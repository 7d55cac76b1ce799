using EventStereo.Search.Architecture;
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

    /// <inheritdoc/>
    public override IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. base.Validate()];
        Check(Networks.Count > 0, "networks names none; the first is the one that others are compared with");
        foreach (string name in Searches.Select(search => search.Name).Concat(Networks.Select(network => network.Name)))
        {
            Check(name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && name[0] != '.', $"'{name}' names a folder: letters, digits, -, _ and .");
        }

        CheckUnique("searches", Searches.Select(search => search.Name));
        CheckUnique("networks", Networks.Select(network => network.Name));
        for (int i = 0; i < Searches.Count; i++)
        {
            ComparedSearchConfig search = Searches[i];
            Check(search.On is null || Searches.Take(i).Any(before => before.Name == search.On), $"searches.{search.Name}.on is '{search.On}', no search before it");
            Try($"searches.{search.Name}", () => ConfigOf(search, DataKey, null).Validate());
        }

        foreach (ComparedNetworkConfig network in Networks)
        {
            bool searched = SearchOf(network) is not null;
            Check(searched || BuiltInGenotypes.TryFind(network.Genotype, out _) || File.Exists(network.Genotype), $"networks.{network.Name}.genotype is '{network.Genotype}', no search of this comparison, no built-in genotype and no file");
            Check(!network.Random || SearchOf(network) is { On: null }, $"networks.{network.Name}.random draws from the space of a search for cells and levels, named by genotype");
            Check(network.Seeds.Count > 0 && network.Seeds.Distinct().Count() == network.Seeds.Count, $"networks.{network.Name}.seeds must be given, each once");
            Try($"networks.{network.Name}", () => (ConfigOf(network, 1, "spikedhs-stereo") with { Data = [DataKey] }).Validate());
        }

        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        void CheckUnique(string key, IEnumerable<string> names) => Check(names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count(), $"{key} has a name twice");

        void Try(string key, Func<IReadOnlyList<string>> validate)
        {
            try
            {
                problems.AddRange(validate().Select(problem => $"{key}: {problem}"));
            }
            catch (ConfigurationException wrong)
            {
                problems.Add($"{key}.set: {wrong.Message}");
            }
        }
    }

    /// <summary>The search that finds the architecture of <paramref name="network"/>; null where none does.</summary>
    internal ComparedSearchConfig? SearchOf(ComparedNetworkConfig network) => Searches.FirstOrDefault(search => search.Name == network.Genotype);

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
