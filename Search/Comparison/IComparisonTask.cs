using EventStereo.Search.Architecture;

namespace EventStereo.Search.Comparison;

/// <summary>What a comparison of searches does of its own in one task; <see cref="ComparisonWork{TGenotype}"/> does the rest.</summary>
/// <typeparam name="TGenotype">What is found.</typeparam>
public interface IComparisonTask<TGenotype>
    where TGenotype : Genotype
{
    /// <summary>Whether the search in <paramref name="folder"/> is finished.</summary>
    /// <exception cref="InvalidDataException">A file of it is damaged.</exception>
    bool IsSearched(string folder);

    /// <summary>Whether the network in <paramref name="folder"/> is trained and scored.</summary>
    /// <exception cref="InvalidDataException">A file of it is damaged.</exception>
    bool IsScored(string folder);

    /// <summary>Searches in <paramref name="folder"/>, or goes on there.</summary>
    /// <param name="search">What.</param>
    /// <param name="folder">The run folder.</param>
    /// <param name="genotype">File of the architecture that it goes on with; null for none.</param>
    /// <param name="tell">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    void Search(ComparedSearchConfig search, string folder, string? genotype, Action<double, string> tell, CancellationToken cancellation);

    /// <summary>The genotype of that name or file.</summary>
    TGenotype Resolve(string nameOrFile);

    /// <summary>A random architecture of the space of the finished search in <paramref name="searchFolder"/> that uses its energy budget.</summary>
    TGenotype Draw(string searchFolder, int seed, CancellationToken cancellation);

    /// <summary>Trains what is left to train in <paramref name="folder"/> and scores it.</summary>
    /// <param name="network">What.</param>
    /// <param name="seed">With which seed.</param>
    /// <param name="genotype">Name or file of its architecture.</param>
    /// <param name="folder">The run folder.</param>
    /// <param name="tell">Told the part done, 0 to 1, and what it is at, in words.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="OperationCanceledException">Stopped; it goes on from there.</exception>
    void Complete(ComparedNetworkConfig network, int seed, string genotype, string folder, Action<double, string> tell, CancellationToken cancellation);
}
