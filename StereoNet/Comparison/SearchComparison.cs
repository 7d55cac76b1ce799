using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Training;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>
/// Searches, the networks that they find and others beside them, on simulated scenes, in one folder: <c>comparison.json</c> (what is compared), <c>searches/NAME</c>, <c>networks/NAME-SEED</c>
/// with their scores, <c>genotypes/NAME-SEED.json</c> and <c>data/</c> (scenes). Whatever is finished is kept, so that it can be stopped at any moment and goes on there.
/// </summary>
public sealed class SearchComparison
{
    private const string SecondsName = "seconds.json";

    /// <summary>What a random architecture costs at least, as a share of the budget.</summary>
    private const double LeastRandomShare = 0.75;

    private readonly string folder;
    private readonly SearchComparisonConfig config;

    private SearchComparison(string folder, SearchComparisonConfig config)
    {
        this.folder = folder;
        this.config = config;
    }

    /// <summary>The comparison as far as it is.</summary>
    /// <exception cref="InvalidDataException">A score is damaged.</exception>
    public SearchComparisonTable Table => SearchComparisonTable.Of(
        config,
        [.. config.Searches.Select(search => new ComparedSearch(search.Name, ReadSummary(search), ReadSeconds(search)))],
        [.. config.Networks.Select(network => (network.Name, (IReadOnlyList<SeedScore>)[.. network.Seeds.Select(seed => new SeedScore(seed, RunOf(network, seed).Score))]))]);

    /// <summary>Whether <paramref name="folder"/> holds a comparison.</summary>
    public static bool Exists(string folder) => ComparisonFile.Exists(folder);

    /// <summary>Begins a comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">A setting is wrong, or the folder holds a comparison already.</exception>
    public static SearchComparison Create(string folder, SearchComparisonConfig config)
    {
        ComparisonFile.Create(folder, config);
        return new SearchComparison(folder, config);
    }

    /// <summary>Opens the comparison in <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">Its configuration is damaged.</exception>
    public static SearchComparison Open(string folder) => new(folder, ComparisonFile.Read<SearchComparisonConfig>(folder));

    /// <summary>
    /// Does what is left: makes scenes, searches, trains and scores runs; the first seeds of all networks before their second ones, so that one stopped half-way compares like with like. Several
    /// processes may do so in one folder: each leaves alone what another is at, and ends when there is nothing else.
    /// </summary>
    /// <param name="device">Where networks run.</param>
    /// <param name="threads">Threads of the simulator.</param>
    /// <param name="report">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    public void Complete(Device device, int threads, Action<double, string> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        ComparisonScenes scenes = new(folder, config, threads);
        (ComparedNetworkConfig Network, int Seed)[] runs = [.. InOrderOfWork()];
        int tasks = runs.Length + config.Searches.Count, done = 0;
        void Tell(string name, double share, string what) => report((done + share) / tasks, $"{name}: {what}");
        foreach ((ComparedNetworkConfig network, int seed) in runs)
        {
            ScoredRun run = RunOf(network, seed);
            string name = Path.GetFileName(run.Folder);
            using FolderClaim? own = run.Score is null ? FolderClaim.Try(run.Folder) : null;
            if (own is not null && run.Score is null && Searched(network, scenes, device, Tell, cancellation))
            {
                string genotype = GenotypeOf(network, seed, scenes, device, cancellation);
                run.Complete(config.ConfigOf(network, seed, genotype), scenes, device, (share, what) => Tell(name, share, what), cancellation);
            }

            done = runs.Count(known => RunOf(known.Network, known.Seed).Score is not null) + config.Searches.Count(search => ReadSummary(search) is not null);
        }
    }

    private IEnumerable<(ComparedNetworkConfig Network, int Seed)> InOrderOfWork() => Enumerable.Range(0, config.Networks.Max(network => network.Seeds.Count))
        .SelectMany(round => config.Networks.Where(network => round < network.Seeds.Count).Select(network => (network, network.Seeds[round])));

    /// <summary>Runs the searches that a network waits for; false when another process is at one of them.</summary>
    private bool Searched(ComparedNetworkConfig network, ComparisonScenes scenes, Device device, Action<string, double, string> tell, CancellationToken cancellation)
    {
        foreach (ComparedSearchConfig search in SearchesFor(network).Where(search => ReadSummary(search) is null))
        {
            using FolderClaim? own = FolderClaim.Try(SearchFolder(search.Name));
            if (own is null)
            {
                return false;
            }

            if (ReadSummary(search) is null)
            {
                Search(search, scenes, device, (share, what) => tell(search.Name, share, what), cancellation);
            }
        }

        return true;
    }

    /// <summary>The searches that a network waits for, in their order.</summary>
    private List<ComparedSearchConfig> SearchesFor(ComparedNetworkConfig network)
    {
        List<ComparedSearchConfig> needed = [];
        for (ComparedSearchConfig? search = config.SearchOf(network); search is not null; search = config.Searches.FirstOrDefault(before => before.Name == search.On))
        {
            needed.Insert(0, search);
        }

        return needed;
    }

    private void Search(ComparedSearchConfig search, ComparisonScenes scenes, Device device, Action<double, string> tell, CancellationToken cancellation)
    {
        scenes.MakeForTraining(what => tell(0, what), cancellation);
        string run = SearchFolder(search.Name);
        double before = ReadSeconds(search);
        long started = Stopwatch.GetTimestamp();
        using StereoSearchRun searching = RunFolder.IsRun(run)
            ? StereoSearchRun.Resume(run, device)
            : StereoSearchRun.Start(run, config.ConfigOf(search, scenes.Train, search.On is null ? null : Path.Combine(SearchFolder(search.On), "genotype.json")), device);
        try
        {
            searching.Run(
                (step, _) => tell((step.Step + 1.0) / searching.TotalSteps, FormattableString.Invariant($"step {step.Step + 1} of {searching.TotalSteps}, loss {step.Loss:0.000}, entropy {step.Entropy:0.00} nat, expected {step.ExpectedMj:0.000} mJ")),
                cancellation);
        }
        finally
        {
            double seconds = before + Stopwatch.GetElapsedTime(started).TotalSeconds;
            AtomicFile.Write(Path.Combine(run, SecondsName), stream => JsonSerializer.Serialize(stream, seconds));
        }
    }

    /// <summary>The name or the file of a run's architecture, which is written when it is drawn or changed.</summary>
    private string GenotypeOf(ComparedNetworkConfig network, int seed, ComparisonScenes scenes, Device device, CancellationToken cancellation)
    {
        string given = config.SearchOf(network) is { } search ? Path.Combine(SearchFolder(search.Name), "genotype.json") : network.Genotype;
        if (!network.Random && network.Neuron is null)
        {
            return given;
        }

        string own = Path.Combine(folder, "genotypes", string.Create(CultureInfo.InvariantCulture, $"{network.Name}-{seed}.json"));
        if (!File.Exists(own))
        {
            scenes.MakeForTraining(_ => { }, cancellation);
            StereoGenotype genotype = network.Random ? RandomStereoArchitecture.Draw(SearchFolder(network.Genotype), seed, LeastRandomShare, device) : StereoGenotypes.Resolve(given);
            Directory.CreateDirectory(Path.GetDirectoryName(own)!); // in the comparison's folder
            GenotypeFile.Write(own, network.Neuron?.Apply(genotype) ?? genotype);
        }

        return own;
    }

    private StereoSearchSummary? ReadSummary(ComparedSearchConfig search)
    {
        string path = Path.Combine(SearchFolder(search.Name), "summary.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<StereoSearchSummary>(File.ReadAllBytes(path), ScoreJson.Options) ?? throw new InvalidDataException($"{path}: holds no summary; remove the folder to search again");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{path}: not the summary of a search ({damaged.Message}); remove the folder to search again", damaged);
        }
    }

    private double ReadSeconds(ComparedSearchConfig search)
    {
        string path = Path.Combine(SearchFolder(search.Name), SecondsName);
        return File.Exists(path) && double.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out double seconds) ? seconds : 0;
    }

    private ScoredRun RunOf(ComparedNetworkConfig network, int seed) => new(Path.Combine(folder, "networks", string.Create(CultureInfo.InvariantCulture, $"{network.Name}-{seed}")));

    private string SearchFolder(string name) => Path.Combine(folder, "searches", name);
}
