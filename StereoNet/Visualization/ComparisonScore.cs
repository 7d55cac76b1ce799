using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Visualization;

/// <summary>How well one map of a comparison meets the ground truth.</summary>
/// <param name="OnePixelAccuracyPercent">Pixels right to 1 px or better ("1PA"), in percent; a hole is wrong. NaN without a pixel to score.</param>
/// <param name="MeanErrorPx">Mean absolute disparity error over answered pixels; NaN if there is none.</param>
/// <param name="Pixels">Pixels scored.</param>
public sealed record ComparisonScore(double OnePixelAccuracyPercent, double MeanErrorPx, int Pixels)
{
    /// <summary>Scores <paramref name="predictedPx"/> where <paramref name="truthPx"/> is known; both <c>[H, W]</c>, NaN for holes and for the unknown.</summary>
    public static ComparisonScore Of(ReadOnlySpan<float> predictedPx, ReadOnlySpan<float> truthPx)
    {
        if (predictedPx.Length != truthPx.Length)
        {
            throw new ArgumentException($"{predictedPx.Length} predictions for {truthPx.Length} pixels of ground truth", nameof(predictedPx));
        }

        List<float> errors = [];
        int holes = 0;
        for (int i = 0; i < truthPx.Length; i++)
        {
            if (float.IsNaN(truthPx[i]))
            {
                continue;
            }

            if (float.IsNaN(predictedPx[i]))
            {
                holes++;
            }
            else
            {
                errors.Add(Math.Abs(predictedPx[i] - truthPx[i]));
            }
        }

        ReadOnlySpan<float> answered = errors.ToArray();
        int pixels = errors.Count + holes;
        return new ComparisonScore(pixels == 0 ? double.NaN : 100 - DisparityMetrics.ErrorPercent(answered, 1, holes), DisparityMetrics.Mean(answered), pixels);
    }
}
