using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Datasets;

namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// Scores disparity maps one by one under one protocol and sums them up in two ways: the mean over maps of each map's
/// metric, which is what papers on MVSEC report, and the metric over all pixels together.
/// </summary>
/// <param name="protocol">Which pixels, which ground truth.</param>
/// <param name="geometry">The rig, for errors in metres; without it there are none.</param>
/// <param name="holes">What becomes of pixels without an answer.</param>
public sealed class DisparityEvaluation(EvaluationProtocol protocol, StereoGeometry? geometry = null, HoleRule holes = HoleRule.Wrong)
{
    private readonly List<DisparityScore> scores = [];
    private readonly ErrorHistogram pooledPx = new();
    private readonly ErrorHistogram pooledM = new();
    private readonly long[] pooledWrong = new long[3];
    private float[] errorsPx = [];
    private float[] errorsM = [];

    /// <summary>Which pixels, which ground truth.</summary>
    public EvaluationProtocol Protocol { get; } = protocol;

    /// <summary>Scores of the maps with at least one scored pixel, in the order they came.</summary>
    public IReadOnlyList<DisparityScore> PerFrame => scores;

    /// <summary>Scores one map. A map without a pixel to score gives null and counts nowhere.</summary>
    /// <param name="predictedPx">Disparities, NaN for holes, <c>[H, W]</c>.</param>
    /// <param name="truthPx">Ground truth in px, NaN where unknown, <c>[H, W]</c>; <see cref="EvaluationProtocol.Ddes"/> rounds it here.</param>
    /// <param name="leftEvents">Not 0 where the left camera had an event, <c>[H, W]</c>; needed by <see cref="EvaluationProtocol.Events"/> only.</param>
    /// <param name="rig">The rig of this map's recording where it is another than the evaluation's.</param>
    public DisparityScore? Add(ReadOnlySpan<float> predictedPx, ReadOnlySpan<float> truthPx, ReadOnlySpan<byte> leftEvents = default, StereoGeometry? rig = null)
    {
        if (predictedPx.Length != truthPx.Length || (Protocol == EvaluationProtocol.Events && leftEvents.Length != truthPx.Length))
        {
            throw new ArgumentException($"{predictedPx.Length} disparities, {truthPx.Length} true ones, {leftEvents.Length} marks of events: not one size", nameof(truthPx));
        }

        (int answered, int missed) = Collect(predictedPx, truthPx, leftEvents, (rig ?? geometry)?.FocalTimesBaseline ?? double.NaN);
        if (answered + missed == 0)
        {
            return null;
        }

        Span<float> px = errorsPx.AsSpan(0, answered);
        Span<float> metres = errorsM.AsSpan(0, geometry is null ? 0 : answered);
        pooledPx.Add(px);
        pooledM.Add(metres);
        for (int limit = 1; limit <= pooledWrong.Length; limit++)
        {
            pooledWrong[limit - 1] += missed;
            foreach (float error in px)
            {
                pooledWrong[limit - 1] += error > limit ? 1 : 0;
            }
        }

        DisparityScore score = new(
            1,
            answered + missed,
            missed,
            DisparityMetrics.Mean(px),
            DisparityMetrics.Median(px),
            DisparityMetrics.ErrorPercent(px, 1, missed),
            DisparityMetrics.ErrorPercent(px, 2, missed),
            DisparityMetrics.ErrorPercent(px, 3, missed),
            geometry is null ? null : DisparityMetrics.Mean(metres),
            geometry is null ? null : DisparityMetrics.Median(metres));
        scores.Add(score);
        return score;
    }

    /// <summary>Scores one map against ground truth in metres (NaN where unknown, <c>[H, W]</c>), which needs the geometry; else as <see cref="Add"/>.</summary>
    public DisparityScore? AddDepth(ReadOnlySpan<float> predictedPx, ReadOnlySpan<float> truthM, ReadOnlySpan<byte> leftEvents = default, StereoGeometry? rig = null)
    {
        rig ??= geometry ?? throw new InvalidOperationException("ground truth in metres needs the rig's geometry");
        float[] truthPx = new float[truthM.Length];
        for (int i = 0; i < truthPx.Length; i++)
        {
            truthPx[i] = Protocol == EvaluationProtocol.Ddes
                ? DdesGroundTruth.Decode(DdesGroundTruth.Encode(truthM[i], rig.FocalTimesBaseline))
                : truthM[i] > 0 ? (float)(rig.FocalTimesBaseline / truthM[i]) : float.NaN;
        }

        return Add(predictedPx, truthPx, leftEvents, rig);
    }

    /// <summary>Mean over maps of each metric; a map without an answer has a part in the N-pixel errors only.</summary>
    /// <exception cref="InvalidOperationException">No pixel was scored.</exception>
    public DisparityScore MeanOverFrames()
    {
        ThrowIfEmpty();
        return new DisparityScore(
            scores.Count,
            scores.Sum(s => s.Pixels),
            scores.Sum(s => s.Holes),
            MeanOf(s => s.MeanDisparityErrorPx),
            MeanOf(s => s.MedianDisparityErrorPx),
            MeanOf(s => s.OnePixelErrorPercent),
            MeanOf(s => s.TwoPixelErrorPercent),
            MeanOf(s => s.ThreePixelErrorPercent),
            geometry is null ? null : MeanOf(s => s.MeanDepthErrorM!.Value), // non-null: every score has depth where there is a geometry
            geometry is null ? null : MeanOf(s => s.MedianDepthErrorM!.Value)); // as above
    }

    /// <summary>Each metric over all scored pixels of all maps; medians to 1/2048 px or m.</summary>
    /// <exception cref="InvalidOperationException">No pixel was scored.</exception>
    public DisparityScore OverAllPixels()
    {
        ThrowIfEmpty();
        long pixels = scores.Sum(s => s.Pixels);
        return new DisparityScore(
            scores.Count,
            pixels,
            scores.Sum(s => s.Holes),
            pooledPx.Mean,
            pooledPx.Median,
            100.0 * pooledWrong[0] / pixels,
            100.0 * pooledWrong[1] / pixels,
            100.0 * pooledWrong[2] / pixels,
            geometry is null ? null : pooledM.Mean,
            geometry is null ? null : pooledM.Median);
    }

    private (int Answered, int Missed) Collect(ReadOnlySpan<float> predictedPx, ReadOnlySpan<float> truthPx, ReadOnlySpan<byte> leftEvents, double focalTimesBaseline)
    {
        if (errorsPx.Length < truthPx.Length)
        {
            errorsPx = new float[truthPx.Length];
            errorsM = new float[truthPx.Length];
        }

        int answered = 0, missed = 0;
        for (int i = 0; i < truthPx.Length; i++)
        {
            float truth = Protocol == EvaluationProtocol.Ddes ? DdesGroundTruth.Round(truthPx[i]) : truthPx[i];
            if (!float.IsFinite(truth) || (Protocol == EvaluationProtocol.Events && leftEvents[i] == 0))
            {
                continue;
            }

            float predicted = predictedPx[i];
            if (!float.IsFinite(predicted))
            {
                missed += holes == HoleRule.Wrong ? 1 : 0;
                continue;
            }

            errorsPx[answered] = Math.Abs(predicted - truth);
            errorsM[answered] = geometry is null ? 0 : DepthErrorM(predicted, truth, focalTimesBaseline);
            answered++;
        }

        return (answered, missed);
    }

    private float DepthErrorM(float predictedPx, float truthPx, double focalTimesBaseline) =>
        Protocol == EvaluationProtocol.Ddes
            ? (float)Math.Abs((focalTimesBaseline / (predictedPx + DdesGroundTruth.DepthOffsetPx)) - (focalTimesBaseline / (truthPx + DdesGroundTruth.DepthOffsetPx)))
            : (float)Math.Abs((focalTimesBaseline / Math.Max(predictedPx, DisparityMetrics.LeastDisparityPx)) - (focalTimesBaseline / truthPx));

    private double MeanOf(Func<DisparityScore, double> metric) => scores.Select(metric).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private void ThrowIfEmpty()
    {
        if (scores.Count == 0)
        {
            throw new InvalidOperationException("no pixel was scored: no map had ground truth where the protocol asks for it");
        }
    }
}
