using EventStereo.Search.Comparison;

namespace EventStereo.StereoNet.Comparison;

/// <summary>Mean and sample standard deviation over the seeds of one network.</summary>
/// <param name="Seeds">Runs in it.</param>
/// <param name="OnePixelAccuracyPercent">Share of pixels right to 1 px.</param>
/// <param name="MeanDisparityErrorPx">Mean disparity error, px.</param>
/// <param name="MeanDepthErrorM">Mean depth error, m.</param>
/// <param name="Mj">Energy of one inference, millijoules.</param>
/// <param name="FiringRate">Spikes a neuron and step.</param>
/// <param name="TrainingSeconds">Seconds of training.</param>
public sealed record ScoreSummary(
    int Seeds, Spread OnePixelAccuracyPercent, Spread MeanDisparityErrorPx, Spread MeanDepthErrorM, Spread Mj, Spread FiringRate, Spread TrainingSeconds)
{
    /// <summary>Sums up finished runs; null without any.</summary>
    public static ScoreSummary? Of(IEnumerable<RunScore> finished)
    {
        RunScore[] scores = [.. finished];
        return scores.Length == 0 ? null : new ScoreSummary(
            scores.Length,
            Spread.Of(scores.Select(score => score.Disparity.OnePixelAccuracyPercent)),
            Spread.Of(scores.Select(score => score.Disparity.MeanDisparityErrorPx)),
            Spread.Of(scores.Select(score => score.Disparity.MeanDepthErrorM ?? double.NaN)),
            Spread.Of(scores.Select(score => score.Mj)),
            Spread.Of(scores.Select(score => score.FiringRate)),
            Spread.Of(scores.Select(score => score.TrainingSeconds)));
    }
}
