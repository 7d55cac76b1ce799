namespace EventStereo.StereoNet.Metrics;

/// <summary>
/// Scores the disparity maps of one method one by one under one protocol and sums them up in two ways: the mean over maps of each map's
/// metric, and the metric over all pixels together. <see cref="Score"/> is the protocol's choice of the two.
/// </summary>
/// <param name="protocol">The rules.</param>
/// <param name="holes">What becomes of pixels without an answer.</param>
public sealed class DisparityEvaluation(EvaluationProtocol protocol, HoleRule holes = HoleRule.Wrong)
{
    private readonly List<DisparityScore> scores = [];
    private readonly ErrorHistogram pooledPx = new();
    private readonly ErrorHistogram pooledM = new();
    private readonly long[] pooledWrong = new long[3];
    private float[] errorsPx = [];
    private float[] errorsM = [];
    private bool withDepth = true;

    /// <summary>The rules.</summary>
    public EvaluationProtocol Protocol { get; } = protocol ?? throw new ArgumentNullException(nameof(protocol));

    /// <summary>Scores of the maps with at least one scored pixel, in the order they came.</summary>
    public IReadOnlyList<DisparityScore> PerFrame => scores;

    /// <summary>The metrics as the protocol sums them up.</summary>
    /// <exception cref="InvalidOperationException">No pixel was scored.</exception>
    public DisparityScore Score => Protocol.Average == ScoreAverage.Frames ? MeanOverFrames() : OverAllPixels();

    /// <summary>Scores one map. A map without a pixel to score gives null and counts nowhere.</summary>
    /// <param name="predictedPx">Disparities, NaN for holes, <c>[H, W]</c>.</param>
    /// <param name="truth">The scored pixels under <see cref="Protocol"/>.</param>
    public DisparityScore? Add(ReadOnlySpan<float> predictedPx, ScoredTruth truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (predictedPx.Length != truth.Sensor.Pixels)
        {
            throw new ArgumentException($"{predictedPx.Length} disparities for a map of {truth.Sensor}", nameof(predictedPx));
        }

        int answered = Collect(predictedPx, truth);
        int missed = holes == HoleRule.Wrong ? truth.Count - answered : 0;
        if (answered + missed == 0)
        {
            return null;
        }

        bool hasDepth = !truth.DepthM.IsEmpty;
        withDepth &= hasDepth;
        Span<float> px = errorsPx.AsSpan(0, answered);
        Span<float> metres = errorsM.AsSpan(0, hasDepth ? answered : 0);
        pooledPx.Add(px);
        pooledM.Add(metres);
        DisparityScore score = new(
            1,
            answered + missed,
            missed,
            DisparityMetrics.Mean(px),
            DisparityMetrics.Median(px),
            Percent(1, px, missed),
            Percent(2, px, missed),
            Percent(3, px, missed),
            hasDepth ? DisparityMetrics.Mean(metres) : null,
            hasDepth ? DisparityMetrics.Median(metres) : null)
        {
            RootMeanSquareErrorPx = DisparityMetrics.RootMeanSquare(px),
        };
        scores.Add(score);
        return score;
    }

    /// <summary>Adds all that <paramref name="other"/> has scored under the same protocol.</summary>
    public void Add(DisparityEvaluation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Protocol != Protocol)
        {
            throw new ArgumentException($"scores under protocol {other.Protocol} do not belong to those under {Protocol}", nameof(other));
        }

        scores.AddRange(other.scores);
        pooledPx.Add(other.pooledPx);
        pooledM.Add(other.pooledM);
        withDepth &= other.withDepth;
        for (int i = 0; i < pooledWrong.Length; i++)
        {
            pooledWrong[i] += other.pooledWrong[i];
        }
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
            withDepth ? MeanOf(s => s.MeanDepthErrorM ?? double.NaN) : null,
            withDepth ? MeanOf(s => s.MedianDepthErrorM ?? double.NaN) : null)
        {
            RootMeanSquareErrorPx = MeanOf(s => s.RootMeanSquareErrorPx),
        };
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
            withDepth ? pooledM.Mean : null,
            withDepth ? pooledM.Median : null)
        {
            RootMeanSquareErrorPx = pooledPx.RootMeanSquare,
        };
    }

    /// <summary>Errors of the answered pixels, to the front of the arrays.</summary>
    private int Collect(ReadOnlySpan<float> predictedPx, ScoredTruth truth)
    {
        if (errorsPx.Length < truth.Count)
        {
            errorsPx = new float[truth.Sensor.Pixels];
            errorsM = new float[truth.Sensor.Pixels];
        }

        int answered = 0;
        for (int i = 0; i < truth.Count; i++)
        {
            float predicted = predictedPx[truth.Pixels[i]];
            if (!float.IsFinite(predicted))
            {
                continue;
            }

            errorsPx[answered] = Math.Abs(predicted - truth.DisparityPx[i]);
            if (!truth.DepthM.IsEmpty)
            {
                errorsM[answered] = Math.Abs(Protocol.DepthM(predicted, truth.FocalTimesBaseline) - truth.DepthM[i]);
            }

            answered++;
        }

        return answered;
    }

    private double Percent(int limitPx, ReadOnlySpan<float> px, int missed)
    {
        long wrong = missed + DisparityMetrics.CountAbove(px, limitPx);
        pooledWrong[limitPx - 1] += wrong;
        return 100.0 * wrong / (px.Length + missed);
    }

    private double MeanOf(Func<DisparityScore, double> metric) => scores.Select(metric).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private void ThrowIfEmpty()
    {
        if (scores.Count == 0)
        {
            throw new InvalidOperationException("no pixel was scored: no map had ground truth where the protocol asks for it");
        }
    }
}
