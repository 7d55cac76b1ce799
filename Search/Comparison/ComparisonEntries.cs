using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;

namespace EventStereo.Search.Comparison;

/// <summary>The searches and networks of a comparison, whatever its task; the first network is the one that all others are compared with.</summary>
/// <param name="Searches">The searches.</param>
/// <param name="Networks">The networks.</param>
public sealed record ComparisonEntries(IReadOnlyList<ComparedSearchConfig> Searches, IReadOnlyList<ComparedNetworkConfig> Networks)
{
    /// <summary>The search that finds the architecture of <paramref name="network"/>; null where none does.</summary>
    public ComparedSearchConfig? SearchOf(ComparedNetworkConfig network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Searches.FirstOrDefault(search => search.Name == network.Genotype);
    }

    /// <summary>The searches that <paramref name="network"/> waits for, in their order.</summary>
    public IReadOnlyList<ComparedSearchConfig> SearchesFor(ComparedNetworkConfig network)
    {
        List<ComparedSearchConfig> needed = [];
        for (ComparedSearchConfig? search = SearchOf(network); search is not null; search = Searches.FirstOrDefault(before => before.Name == search.On))
        {
            needed.Insert(0, search);
        }

        return needed;
    }

    /// <summary>All runs, the first seeds of all networks before their second ones, so that a comparison stopped half-way compares like with like.</summary>
    public IReadOnlyList<(ComparedNetworkConfig Network, int Seed)> InOrderOfWork() =>
    [
        .. Enumerable.Range(0, Networks.Max(network => network.Seeds.Count))
            .SelectMany(round => Networks.Where(network => round < network.Seeds.Count).Select(network => (network, network.Seeds[round]))),
    ];

    /// <summary>Every problem, none when empty.</summary>
    /// <param name="searchProblems">The problems of a search's configuration.</param>
    /// <param name="networkProblems">The problems of a network's.</param>
    public IReadOnlyList<string> Validate(Func<ComparedSearchConfig, IReadOnlyList<string>> searchProblems, Func<ComparedNetworkConfig, IReadOnlyList<string>> networkProblems)
    {
        ArgumentNullException.ThrowIfNull(searchProblems);
        ArgumentNullException.ThrowIfNull(networkProblems);
        List<string> problems = [];
        CheckNames(problems);
        for (int i = 0; i < Searches.Count; i++)
        {
            ComparedSearchConfig search = Searches[i];
            Check(search.On is null || Searches.Take(i).Any(before => before.Name == search.On), $"searches.{search.Name}.on is '{search.On}', no search before it");
            Try($"searches.{search.Name}", () => searchProblems(search));
        }

        foreach (ComparedNetworkConfig network in Networks)
        {
            bool known = SearchOf(network) is not null || BuiltInGenotypes.TryFind(network.Genotype, out _) || File.Exists(network.Genotype);
            Check(known, $"networks.{network.Name}.genotype is '{network.Genotype}', no search of this comparison, no built-in genotype and no file");
            Check(!network.Random || SearchOf(network) is { On: null }, $"networks.{network.Name}.random draws from the space of a search for cells and levels, named by genotype");
            Check(network.Seeds.Count > 0 && network.Seeds.Distinct().Count() == network.Seeds.Count, $"networks.{network.Name}.seeds must be given, each once");
            Check(network.Seeds.All(seed => seed >= 0), $"networks.{network.Name}.seeds must be 0 or more: they are the ends of folder names");
            Try($"networks.{network.Name}", () => networkProblems(network));
        }

        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

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

    private void CheckNames(List<string> problems)
    {
        if (Networks.Count == 0)
        {
            problems.Add("networks names none; the first is the one that others are compared with");
        }

        foreach ((string key, string[] names) in new[] { ("searches", Searches.Select(search => search.Name).ToArray()), ("networks", [.. Networks.Select(network => network.Name)]) })
        {
            problems.AddRange(names.Where(name => !IsFolderName(name)).Select(name => $"'{name}' names a folder: letters, digits, -, _ and ."));
            if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Length)
            {
                problems.Add($"{key} has a name twice");
            }
        }
    }

    private static bool IsFolderName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && name[0] != '.';
}
