using EventStereo.EventIO.Calibration;
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
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense, Rig);
        DisparityScore? score = evaluation.Add([10, 12.5f, 20, Hole, 5], [10, 10, 40, 8, Unknown]);

        // Errors 0, 2.5, 20 px and a hole. Depths with fB = 20: 2 and 2; 1.6 and 2; 1 and 0.5: errors 0, 0.4, 0.5 m.
        Assert.NotNull(score);
        Assert.Equal((4L, 1L), (score.Pixels, score.Holes));
        Assert.Equal(7.5, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(2.5, score.MedianDisparityErrorPx, 1e-6);
        Assert.Equal((75.0, 75.0, 50.0), (score.OnePixelErrorPercent, score.TwoPixelErrorPercent, score.ThreePixelErrorPercent));
        Assert.Equal(25, score.OnePixelAccuracyPercent);
        Assert.Equal(0.3, score.MeanDepthErrorM!.Value, 1e-6); // non-null: there is a geometry
        Assert.Equal(0.4, score.MedianDepthErrorM!.Value, 1e-6); // as above
    }

    [Fact]
    public void Holes_can_be_left_out()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense, holes: HoleRule.Excluded);
        DisparityScore? score = evaluation.Add([10, Hole], [10, 10]);

        Assert.Equal((1L, 0L, 0.0), (score?.Pixels, score?.Holes, score?.OnePixelErrorPercent));
        Assert.Null(score?.MeanDepthErrorM);
    }

    [Fact]
    public void Events_protocol_scores_only_where_the_left_camera_saw_something()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Events);
        DisparityScore? score = evaluation.Add([1, 2, 3], [1, 9, 9], [2, 0, 1]);

        Assert.Equal((2L, 50.0), (score?.Pixels, score?.OnePixelErrorPercent));
        Assert.Throws<ArgumentException>(() => evaluation.Add([1, 2, 3], [1, 9, 9]));
    }

    [Fact]
    public void Ddes_protocol_scores_against_the_rounded_truth()
    {
        DisparityEvaluation exact = new(EvaluationProtocol.Dense, Rig);
        DisparityEvaluation ddes = new(EvaluationProtocol.Ddes, Rig);

        // 20 px m / 3 m = 6.667 px = 46.67 sevenths -> 47/7 = 6.714 px.
        exact.AddDepth([6.5f], [3f]);
        ddes.AddDepth([6.5f], [3f]);

        Assert.Equal((20 / 3.0) - 6.5, exact.OverAllPixels().MeanDisparityErrorPx, 1e-5);
        Assert.Equal((47 / 7.0) - 6.5, ddes.OverAllPixels().MeanDisparityErrorPx, 1e-5);
        Assert.Equal((20 / 6.5) - (20 / (47 / 7.0)), ddes.OverAllPixels().MeanDepthErrorM!.Value, 1e-5); // non-null: there is a geometry
    }

    [Fact]
    public void Depth_of_a_vanishing_disparity_is_bounded()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense, Rig);
        evaluation.Add([0], [10]);

        // 20 / 0.5 - 20 / 10.
        Assert.Equal(38, evaluation.MeanOverFrames().MeanDepthErrorM!.Value, 1e-5); // non-null: there is a geometry
    }

    [Fact]
    public void Mean_over_frames_and_over_pixels_differ_as_they_should()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dense);
        evaluation.Add([1, 1, 1, 1], [1, 1, 1, 1]);
        evaluation.Add([5, Unknown, 0, 0], [1, Unknown, Unknown, Unknown]);
        Assert.Null(evaluation.Add([3, 3, 3, 3], [Unknown, Unknown, Unknown, Unknown]));

        DisparityScore frames = evaluation.MeanOverFrames(), pixels = evaluation.OverAllPixels();
        Assert.Equal((2L, 5L), (frames.Frames, frames.Pixels));
        Assert.Equal((2L, 5L), (pixels.Frames, pixels.Pixels));
        Assert.Equal((2.0, 50.0), (frames.MeanDisparityErrorPx, frames.OnePixelErrorPercent));
        Assert.Equal((0.8, 20.0), (pixels.MeanDisparityErrorPx, pixels.OnePixelErrorPercent));
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

            evaluation.Add(predicted, truth);
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
    public void Ground_truth_in_metres_needs_a_geometry() =>
        Assert.Throws<InvalidOperationException>(() => new DisparityEvaluation(EvaluationProtocol.Dense).AddDepth([1], [1]));
}
