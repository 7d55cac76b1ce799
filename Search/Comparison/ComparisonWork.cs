using System.Globalization;
using EventStereo.Search.Architecture;
using EventStereo.Search.Training;

namespace EventStereo.Search.Comparison;

/// <summary>
/// The work of a comparison of searches in its folder: <c>searches/NAME</c>, <c>networks/NAME-SEED</c>, and <c>genotypes/NAME-SEED.json</c> of architectures that are drawn or changed. Whatever is finished is kept,
/// so that it can be stopped at any moment and goes on there. Several processes may do so in one folder: each leaves alone what another is at, and ends when there is nothing else.
/// </summary>
/// <typeparam name="TGenotype">What is found.</typeparam>
/// <param name="folder">The comparison's folder.</param>
/// <param name="entries">What is compared.</param>
/// <param name="task">How.</param>
public sealed class ComparisonWork<TGenotype>(string folder, ComparisonEntries entries, IComparisonTask<TGenotype> task)
    where TGenotype : Genotype
{
    /// <summary>The run folder of the search called <paramref name="name"/>.</summary>
    public string SearchFolder(string name) => Path.Combine(folder, "searches", name);

    /// <summary>The run folder of a network.</summary>
    public string NetworkFolder(ComparedNetworkConfig network, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Path.Combine(folder, "networks", string.Create(CultureInfo.InvariantCulture, $"{network.Name}-{seed}"));
    }

    /// <summary>Does what is left.</summary>
    /// <param name="report">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops; a run leaves a checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    public void Complete(Action<double, string> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        IReadOnlyList<(ComparedNetworkConfig Network, int Seed)> runs = entries.InOrderOfWork();
        int tasks = runs.Count + entries.Searches.Count, done = 0;
        void Tell(string name, double share, string what) => report((done + share) / tasks, $"{name}: {what}");
        foreach ((ComparedNetworkConfig network, int seed) in runs)
        {
            string run = NetworkFolder(network, seed), name = Path.GetFileName(run);
            using FolderClaim? own = task.IsScored(run) ? null : FolderClaim.Try(run);
            if (own is not null && !task.IsScored(run) && Searched(network, Tell, cancellation))
            {
                RunFolder.RemoveUnstarted(run);
                task.Complete(network, seed, GenotypeOf(network, seed, cancellation), run, (share, what) => Tell(name, share, what), cancellation);
            }

            done = runs.Count(known => task.IsScored(NetworkFolder(known.Network, known.Seed))) + entries.Searches.Count(search => task.IsSearched(SearchFolder(search.Name)));
        }
    }

    /// <summary>Runs the searches that a network waits for; false when another process is at one of them.</summary>
    private bool Searched(ComparedNetworkConfig network, Action<string, double, string> tell, CancellationToken cancellation)
    {
        foreach (ComparedSearchConfig search in entries.SearchesFor(network).Where(search => !task.IsSearched(SearchFolder(search.Name))))
        {
            string run = SearchFolder(search.Name);
            using FolderClaim? own = FolderClaim.Try(run);
            if (own is null)
            {
                return false;
            }

            if (!task.IsSearched(run))
            {
                RunFolder.RemoveUnstarted(run);
                task.Search(search, run, search.On is null ? null : Path.Combine(SearchFolder(search.On), "genotype.json"), (share, what) => tell(search.Name, share, what), cancellation);
            }
        }

        return true;
    }

    /// <summary>The name or the file of a run's architecture, which is written when it is drawn or changed.</summary>
    private string GenotypeOf(ComparedNetworkConfig network, int seed, CancellationToken cancellation)
    {
        string given = entries.SearchOf(network) is { } search ? Path.Combine(SearchFolder(search.Name), "genotype.json") : network.Genotype;
        if (!network.Random && network.Neuron is null)
        {
            return given;
        }

        string own = Path.Combine(folder, "genotypes", string.Create(CultureInfo.InvariantCulture, $"{network.Name}-{seed}.json"));
        if (!File.Exists(own))
        {
            TGenotype genotype = network.Random ? task.Draw(SearchFolder(network.Genotype), seed, cancellation) : task.Resolve(given);
            Directory.CreateDirectory(Path.GetDirectoryName(own)!); // in the comparison's folder
            GenotypeFile.Write(own, network.Neuron?.Apply(genotype) ?? genotype);
        }

        return own;
    }
}
