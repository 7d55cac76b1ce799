using EventStereo.Search.Architecture;
using EventStereo.Search.Comparison;
using EventStereo.Search.Configuration;
using EventStereo.StereoNet.ArchitectureSearch;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// Searches, the networks that they find and others beside them, on simulated scenes, in one folder: <c>comparison.json</c> (what is compared), <c>searches/NAME</c>, <c>networks/NAME-SEED</c>
/// with their scores, <c>genotypes/NAME-SEED.json</c> and <c>data/</c> (scenes). Whatever is finished is kept, so that it can be stopped at any moment and goes on there.
/// </summary>
public sealed class SearchComparison : ISearchComparison
{
    private readonly string folder;
    private readonly SearchComparisonConfig config;

    private SearchComparison(string folder, SearchComparisonConfig config)
    {
        this.folder = folder;
        this.config = config;
    }

    /// <summary>The comparison as far as it is.</summary>
    /// <exception cref="InvalidDataException">A score is damaged.</exception>
    public SearchComparisonTable Table
    {
        get
        {
            ComparisonWork<StereoGenotype> work = Work(CPU, threads: 1); // for its folders
            return SearchComparisonTable.Of(
                config,
                [.. config.Searches.Select(search => work.SearchFolder(search.Name)).Select(run => new ComparedSearch(Path.GetFileName(run), ReadSummary(run), RunSeconds.Read(run)))],
                [.. config.Networks.Select(network => (network.Name, (IReadOnlyList<SeedScore>)[.. network.Seeds.Select(seed => new SeedScore(seed, RunScore.Read(work.NetworkFolder(network, seed))))]))]);
        }
    }

    /// <summary>Whether <paramref name="folder"/> holds a comparison.</summary>
    public static bool Exists(string folder) => ComparisonFile.Exists(folder);

    /// <summary>Begins a comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or the folder holds a comparison already.</exception>
    public static SearchComparison Create(string folder, SearchComparisonConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        ComparisonFile.Create(folder, config, config.Validate());
        return new SearchComparison(folder, config);
    }

    /// <summary>Opens the comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">Its configuration is damaged.</exception>
    public static SearchComparison Open(string folder) => new(folder, ConfigFile.Load(new SearchComparisonConfig(), ComparisonFile.PathIn(folder), [], loaded => loaded.Validate()));

    /// <inheritdoc/>
    public bool IsComplete => Table.IsComplete;

    /// <inheritdoc/>
    /// <remarks>Threads are the simulator's.</remarks>
    public void Complete(Device device, int threads, Action<double, string> report, CancellationToken cancellation) => Work(device, threads).Complete(report, cancellation);

    /// <summary>What the search in <paramref name="run"/> came to; null while it is not finished.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static StereoSearchSummary? ReadSummary(string run) => KeptJson.Read<StereoSearchSummary>(Path.Combine(run, "summary.json"), "the summary of a search", "remove the folder to search again");

    private ComparisonWork<StereoGenotype> Work(Device device, int threads) => new(folder, config.Entries, new StereoComparisonTask(config, new ComparisonScenes(folder, config, threads), device));
}
