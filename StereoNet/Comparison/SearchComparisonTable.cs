namespace EventStereo.StereoNet.Comparison;

/// <summary>A comparison of searches as far as it is.</summary>
/// <param name="Config">What was compared.</param>
/// <param name="Searches">Every search of it.</param>
/// <param name="Networks">Every network of it, in the order of the configuration; the first is what others are compared with.</param>
public sealed record SearchComparisonTable(SearchComparisonConfig Config, IReadOnlyList<ComparedSearch> Searches, IReadOnlyList<ComparedNetwork> Networks)
{
    /// <summary>Whether every run is finished.</summary>
    public bool IsComplete => Networks.All(network => network.Runs.All(run => run.Score is not null));

    /// <summary>Sums up runs by network.</summary>
    internal static SearchComparisonTable Of(SearchComparisonConfig config, IReadOnlyList<ComparedSearch> searches, IReadOnlyList<(string Name, IReadOnlyList<SeedScore> Runs)> networks) =>
        new(config, searches, [.. networks.Select((network, i) => new ComparedNetwork(
            network.Name, network.Runs, ScoreSummary.Of(network.Runs.Select(run => run.Score).OfType<RunScore>()), i == 0 ? null : PointsAbove(network.Runs, networks[0].Runs)))]);

    private static double? PointsAbove(IReadOnlyList<SeedScore> runs, IReadOnlyList<SeedScore> first)
    {
        double[] differences = [.. runs.Join(first, run => run.Seed, run => run.Seed, (own, others) => own.Score?.Disparity.OnePixelAccuracyPercent - others.Score?.Disparity.OnePixelAccuracyPercent).OfType<double>()];
        return differences.Length == 0 ? null : differences.Average();
    }
}
