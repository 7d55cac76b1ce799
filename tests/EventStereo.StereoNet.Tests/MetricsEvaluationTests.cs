using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

public sealed class MetricsEvaluationTests
{
    private const float Hole = float.NaN;
    private const float Unknown = float.NaN;

    private static readonly StereoGeometry Rig = new(200, 0.1);

    [Fact]
    public void Scores_a_map_as_by_hand()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense);
        DisparityScore? score = Add(evaluation, [10, 12.5f, 20, Hole, 5], TruthMap.Disparity([10, 10, 40, 8, Unknown], Rig));

        // Errors 0, 2.5, 20 px and a hole. Depths with fB = 20: 2 and 2; 1.6 and 2; 1 and 0.5: errors 0, 0.4, 0.5 m.
        Assert.NotNull(score);
        Assert.Equal((4L, 1L), (score.Pixels, score.Holes));
        Assert.Equal(7.5, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(2.5, score.MedianDisparityErrorPx, 1e-6);
        Assert.Equal(Math.Sqrt((6.25 + 400) / 3), score.RootMeanSquareErrorPx, 1e-6);
        Assert.Equal((75.0, 75.0, 50.0), (score.OnePixelErrorPercent, score.TwoPixelErrorPercent, score.ThreePixelErrorPercent));
        Assert.Equal(25, score.OnePixelAccuracyPercent);
        Assert.Equal(0.3, score.MeanDepthErrorM!.Value, 1e-6); // non-null: there is a rig
        Assert.Equal(0.4, score.MedianDepthErrorM!.Value, 1e-6); // as above
    }

    [Fact]
    public void Holes_can_be_left_out()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense, HoleRule.Excluded);
        DisparityScore? score = Add(evaluation, [10, Hole], TruthMap.Disparity([10, 10]));

        Assert.Equal((1L, 0L, 0.0), (score?.Pixels, score?.Holes, score?.OnePixelErrorPercent));
        Assert.Null(score?.MeanDepthErrorM);
    }

    [Fact]
    public void Mean_over_frames_and_over_pixels_differ_as_they_should()
    {
        DisparityEvaluation evaluation = TwoMaps(EvaluationProtocol.Dense);
        Assert.Null(Add(evaluation, [3, 3, 3, 3], TruthMap.Disparity([Unknown, Unknown, Unknown, Unknown])));

        // 4 pixels without an error, then 1 pixel 4 px off: its map's root mean square is 4, over all pixels it is sqrt(16 / 5).
        DisparityScore frames = evaluation.MeanOverFrames(), pixels = evaluation.OverAllPixels();
        Assert.Equal((2L, 5L), (frames.Frames, frames.Pixels));
        Assert.Equal((2L, 5L), (pixels.Frames, pixels.Pixels));
        Assert.Equal((2.0, 50.0, 2.0), (frames.MeanDisparityErrorPx, frames.OnePixelErrorPercent, frames.RootMeanSquareErrorPx));
        Assert.Equal((0.8, 20.0, Math.Sqrt(16 / 5.0)), (pixels.MeanDisparityErrorPx, pixels.OnePixelErrorPercent, pixels.RootMeanSquareErrorPx));
    }

    [Fact]
    public void Protocol_says_which_of_the_two_means_counts()
    {
        Assert.Equal(2.0, TwoMaps(EvaluationProtocol.Ddes).Score.MeanDisparityErrorPx);
        Assert.Equal(0.8, TwoMaps(EvaluationProtocol.Dsec).Score.MeanDisparityErrorPx);
    }

    [Fact]
    public void Scores_of_two_recordings_add_up()
    {
        DisparityEvaluation first = new(EvaluationProtocol.Dense), second = new(EvaluationProtocol.Dense), both = new(EvaluationProtocol.Dense);
        Add(first, [1, 1, 1, 1], TruthMap.Disparity([1, 1, 1, 1]));
        Add(second, [5, Unknown, 0, 0], TruthMap.Disparity([1, Unknown, Unknown, Unknown]));
        both.Add(first);
        both.Add(second);

        DisparityEvaluation together = TwoMaps(EvaluationProtocol.Dense);
        Assert.Equal(together.MeanOverFrames(), both.MeanOverFrames());
        Assert.Equal(together.OverAllPixels(), both.OverAllPixels());
        Assert.Throws<ArgumentException>(() => both.Add(new DisparityEvaluation(EvaluationProtocol.Ddes)));
    }

    [Fact]
    public void Pooled_median_is_the_median_of_all_errors()
    {
        Random random = new(5);
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense);
        List<float> errors = [];
        for (int frame = 0; frame < 7; frame++)
        {
            float[] truth = new float[301], predicted = new float[301];
            for (int i = 0; i < truth.Length; i++)
            {
                truth[i] = 30;
                predicted[i] = 30 + (random.NextSingle() * frame);
                errors.Add(predicted[i] - 30);
            }

            Add(evaluation, predicted, TruthMap.Disparity(truth));
        }

        // Half a bin of the histogram.
        Assert.Equal(DisparityMetrics.Median([.. errors]), evaluation.OverAllPixels().MedianDisparityErrorPx, 0.5 / 1024);
    }

    [Fact]
    public void Nothing_scored_is_an_error_and_not_a_perfect_result()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense);

        Assert.Throws<InvalidOperationException>(evaluation.MeanOverFrames);
        Assert.Throws<InvalidOperationException>(evaluation.OverAllPixels);
    }

    [Fact]
    public void A_map_of_another_size_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => Add(new DisparityEvaluation(EvaluationProtocol.Dense), [1, 2], TruthMap.Disparity([1, 2, 3])));

    private static DisparityEvaluation TwoMaps(EvaluationProtocol protocol)
    {
        DisparityEvaluation evaluation = new(protocol);
        Add(evaluation, [1, 1, 1, 1], TruthMap.Disparity([1, 1, 1, 1]));
        Add(evaluation, [5, Unknown, 0, 0], TruthMap.Disparity([1, Unknown, Unknown, Unknown]));
        return evaluation;
    }

    private static DisparityScore? Add(DisparityEvaluation evaluation, float[] predictedPx, TruthMap truth) =>
        evaluation.Add(predictedPx, ScoredTruth.Select(evaluation.Protocol, truth, new SensorSize(truth.Values.Length, 1)));
}
