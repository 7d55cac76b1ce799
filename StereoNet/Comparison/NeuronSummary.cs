using EventStereo.Search.Neurons;

namespace EventStereo.StereoNet.Comparison;

/// <summary>Mean and sample standard deviation over the seeds of one kind of network.</summary>
/// <param name="Neurons">The kind.</param>
/// <param name="Seeds">Runs in it.</param>
/// <param name="OnePixelAccuracyPercent">Share of pixels right to 1 px.</param>
/// <param name="MeanDisparityErrorPx">Mean disparity error, px.</param>
/// <param name="MeanDepthErrorM">Mean depth error, m.</param>
/// <param name="Mj">Energy of one inference, millijoules.</param>
/// <param name="FiringRate">Spikes a neuron and step.</param>
/// <param name="TrainingSeconds">Seconds of training.</param>
public sealed record NeuronSummary(
    NetworkNeurons Neurons, int Seeds, Spread OnePixelAccuracyPercent, Spread MeanDisparityErrorPx, Spread MeanDepthErrorM, Spread Mj, Spread FiringRate, Spread TrainingSeconds)
{
    /// <summary>Sums up the finished runs of one kind; null without any.</summary>
    public static NeuronSummary? Of(NetworkNeurons neurons, IEnumerable<ComparedRun> runs)
    {
        RunScore[] scores = [.. runs.Where(run => run.Neurons == neurons).Select(run => run.Score).OfType<RunScore>()];
        return scores.Length == 0 ? null : new NeuronSummary(
            neurons,
            scores.Length,
            Spread.Of(scores.Select(score => score.Disparity.OnePixelAccuracyPercent)),
            Spread.Of(scores.Select(score => score.Disparity.MeanDisparityErrorPx)),
            Spread.Of(scores.Select(score => score.Disparity.MeanDepthErrorM ?? double.NaN)),
            Spread.Of(scores.Select(score => score.Mj)),
            Spread.Of(scores.Select(score => score.FiringRate)),
            Spread.Of(scores.Select(score => score.TrainingSeconds)));
    }
}
