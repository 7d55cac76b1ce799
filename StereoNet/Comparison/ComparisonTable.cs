using EventStereo.Search.Neurons;

namespace EventStereo.StereoNet.Comparison;

/// <summary>A comparison as far as it is.</summary>
/// <param name="Config">What was compared.</param>
/// <param name="Runs">Every run of it, finished or not.</param>
/// <param name="Spiking">The spiking runs, null while none is finished.</param>
/// <param name="Artificial">The artificial ones, likewise.</param>
public sealed record ComparisonTable(NeuronComparisonConfig Config, IReadOnlyList<ComparedRun> Runs, ScoreSummary? Spiking, ScoreSummary? Artificial)
{
    /// <summary>Points of 1PA by which the spiking networks are below the artificial ones; negative where they are above.</summary>
    public double? PointsBelow => Artificial?.OnePixelAccuracyPercent.Mean - Spiking?.OnePixelAccuracyPercent.Mean;

    /// <summary>How many times more energy the artificial network takes.</summary>
    public double? EnergyRatio => Artificial?.Mj.Mean / Spiking?.Mj.Mean;

    /// <summary>Whether every run is finished.</summary>
    public bool IsComplete => Runs.All(run => run.Score is not null);

    /// <summary>Sums up <paramref name="runs"/>.</summary>
    public static ComparisonTable Of(NeuronComparisonConfig config, IReadOnlyList<ComparedRun> runs) =>
        new(config, runs, Summary(runs, NetworkNeurons.Genotype), Summary(runs, NetworkNeurons.RectifiedLinear));

    private static ScoreSummary? Summary(IEnumerable<ComparedRun> runs, NetworkNeurons neurons) => ScoreSummary.Of(runs.Where(run => run.Neurons == neurons).Select(run => run.Score).OfType<RunScore>());
}
