namespace EventStereo.Bench.Planted;

/// <summary>The planted benchmark: whether searches find again what data was made with.</summary>
public static class PlantedBenchmark
{
    /// <summary>Its parts.</summary>
    public static IReadOnlyList<PlantedPart> Parts { get; } = [new PlantedCells(), new PlantedTimeConstants(), new PlantedHybrid()];

    /// <summary>Runs <paramref name="part"/> with <paramref name="seeds"/>, one after the other.</summary>
    /// <param name="part">The part.</param>
    /// <param name="seeds">A search each.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="cancellation">Ends the search between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static PlantedSummary Run(PlantedPart part, IReadOnlyList<int> seeds, Action<double, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(seeds);
        List<PlantedResult> results = [];
        foreach (int seed in seeds)
        {
            results.Add(part.Run(seed, new Share(done => progress?.Invoke((results.Count + done) / seeds.Count, seed)), cancellation));
        }

        return PlantedSummary.Of(part, results);
    }

    /// <summary>Tells at once, where <see cref="Progress{T}"/> would tell another thread.</summary>
    private sealed class Share(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
