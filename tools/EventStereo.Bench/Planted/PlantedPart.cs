using System.Diagnostics;
using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;

namespace EventStereo.Bench.Planted;

/// <summary>
/// One part of the planted benchmark: a space of architectures out of which one is drawn, data that a network of that architecture makes, and a search of the space on the data, which knows
/// neither architecture nor weights. Found is what equals the planted architecture: each node is read out by itself, and the second layer tells s0 from s1, so that no two of a space compute the same.
/// </summary>
public abstract class PlantedPart
{
    private protected PlantedPart()
    {
    }

    /// <summary>The word on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What is planted and searched, in one line.</summary>
    public abstract string Description { get; }

    /// <summary>Architectures that may be planted, all equally probable.</summary>
    public abstract long Architectures { get; }

    /// <summary>Sizes of the problem and of the search.</summary>
    internal abstract PlantedSettings Settings { get; }

    /// <summary>Plants what <paramref name="seed"/> draws and searches it.</summary>
    /// <param name="seed">The same seed gives the same result.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="cancellation">Ends the search between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public PlantedResult Run(int seed, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        Stopwatch watch = Stopwatch.StartNew();
        SubnetGenotype planted = Draw(new Random(seed));
        using PlantedProblem problem = new(Settings, planted, seed);
        using PlantedSearch search = new(Settings, problem, () => Searched(planted), seed);
        SubnetGenotype found = search.Run(progress, cancellation: cancellation);
        return new PlantedResult(seed, Describe(planted), Describe(found), planted == found && Holds(search), watch.Elapsed.TotalSeconds);
    }

    /// <summary>One of the <see cref="Architectures"/>.</summary>
    internal abstract SubnetGenotype Draw(Random random);

    /// <summary>What is said of an architecture: as much as was searched.</summary>
    internal abstract string Describe(SubnetGenotype genotype);

    /// <summary>The architecture weights of a search of what <paramref name="planted"/> is one of; made from the global random generator.</summary>
    internal abstract SubnetArchitecture Searched(SubnetGenotype planted);

    /// <summary>What else a part requires of a search that found what was planted.</summary>
    private protected virtual bool Holds(PlantedSearch search) => true;
}
