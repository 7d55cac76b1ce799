using EventStereo.Search.Comparison;

namespace EventStereo.Search.Classification.Comparison;

/// <summary>One network of a comparison of classifiers, as far as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runs">A run a seed; the score is null while it is not finished.</param>
/// <param name="Top1Percent">Mean and deviation of the finished ones; null while there is none, as the next ones.</param>
/// <param name="Mj">Energy of one inference, mJ.</param>
/// <param name="FiringRate">Spikes a neuron and step.</param>
/// <param name="TrainingSeconds">Seconds of training.</param>
/// <param name="PointsAboveFirst">Top-1 in points above the comparison's first network, the mean over the seeds that both have finished; null without one, and of the first network itself.</param>
public sealed record ComparedClassifier(
    string Name, IReadOnlyList<(int Seed, ClassifierScore? Score)> Runs, Spread? Top1Percent, Spread? Mj, Spread? FiringRate, Spread? TrainingSeconds, double? PointsAboveFirst)
{
    /// <summary>Sums up <paramref name="runs"/>; those of the first network are <paramref name="first"/>, null for itself.</summary>
    internal static ComparedClassifier Of(string name, IReadOnlyList<(int Seed, ClassifierScore? Score)> runs, IReadOnlyList<(int Seed, ClassifierScore? Score)>? first)
    {
        ClassifierScore[] finished = [.. runs.Select(run => run.Score).OfType<ClassifierScore>()];
        double[] differences = first is null ? [] : [.. runs.Join(first, run => run.Seed, run => run.Seed, (own, others) => own.Score?.Top1Percent - others.Score?.Top1Percent).OfType<double>()];
        return new ComparedClassifier(
            name, runs, Over(score => score.Top1Percent), Over(score => score.Mj), Over(score => score.FiringRate), Over(score => score.TrainingSeconds), differences.Length == 0 ? null : differences.Average());

        Spread? Over(Func<ClassifierScore, double> value) => finished.Length == 0 ? null : Spread.Of(finished.Select(value));
    }
}
