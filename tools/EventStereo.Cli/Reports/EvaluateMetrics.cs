using EventStereo.StereoNet.Metrics;

namespace EventStereo.Cli.Reports;

/// <summary>The metrics of an evaluation; depth errors are null where no rig is known.</summary>
internal record EvaluateMetrics(
    double MeanDisparityErrorPx,
    double MedianDisparityErrorPx,
    double RootMeanSquareErrorPx,
    double OnePixelErrorPercent,
    double OnePixelAccuracyPercent,
    double TwoPixelErrorPercent,
    double ThreePixelErrorPercent,
    double? MeanDepthErrorM,
    double? MedianDepthErrorM,
    double HolesPercent)
{
    public static EvaluateMetrics Of(DisparityScore score) => new(
        score.MeanDisparityErrorPx,
        score.MedianDisparityErrorPx,
        score.RootMeanSquareErrorPx,
        score.OnePixelErrorPercent,
        score.OnePixelAccuracyPercent,
        score.TwoPixelErrorPercent,
        score.ThreePixelErrorPercent,
        score.MeanDepthErrorM,
        score.MedianDepthErrorM,
        100.0 * score.Holes / score.Pixels);

    /// <summary>Each metric of a sample as one number.</summary>
    public static EvaluateMetrics Over(IReadOnlyList<EvaluateMetrics> sample, Func<IReadOnlyList<double>, double> statistic)
    {
        return new EvaluateMetrics(
            Of(m => m.MeanDisparityErrorPx),
            Of(m => m.MedianDisparityErrorPx),
            Of(m => m.RootMeanSquareErrorPx),
            Of(m => m.OnePixelErrorPercent),
            Of(m => m.OnePixelAccuracyPercent),
            Of(m => m.TwoPixelErrorPercent),
            Of(m => m.ThreePixelErrorPercent),
            OrNone(m => m.MeanDepthErrorM),
            OrNone(m => m.MedianDepthErrorM),
            Of(m => m.HolesPercent));

        double Of(Func<EvaluateMetrics, double> metric) => statistic([.. sample.Select(metric)]);
        double? OrNone(Func<EvaluateMetrics, double?> metric) => sample.All(m => metric(m) is not null) ? Of(m => metric(m) ?? double.NaN) : null;
    }
}
