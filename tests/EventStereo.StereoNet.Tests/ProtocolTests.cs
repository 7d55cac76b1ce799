using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

/// <summary>
/// One drawn map, six pixels in a row, scored under every protocol; numbers by hand. The rig has f B = 20 px m.
/// <code>
/// pixel            0     1     2     3     4     5
/// depth m          2     3     ?     4     5     8
/// disparity px    10   6.667   ?     5     4    2.5
/// predicted px    10    6.5    7    hole   6    2.25
/// event            1     1     1     1     0     0
/// </code>
/// </summary>
public sealed class ProtocolTests
{
    private const float Unknown = float.NaN;
    private const float Hole = float.NaN;

    private static readonly StereoGeometry Rig = new(200, 0.1);
    private static readonly SensorSize Row = new(6, 1);
    private static readonly float[] DepthM = [2, 3, Unknown, 4, 5, 8];
    private static readonly float[] PredictedPx = [10, 6.5f, 7, Hole, 6, 2.25f];
    private static readonly byte[] Events = [1, 1, 1, 1, 0, 0];

    [Fact]
    public void Float_scores_every_known_pixel_at_full_precision()
    {
        DisparityScore score = Score(EvaluationProtocol.Dense);

        // Errors 0, 1/6, 2, 1/4 px and one hole of five pixels. Depth: 0, 20/6.5 - 3, 5 - 20/6, 20/2.25 - 8 m.
        Assert.Equal((5L, 1L), (score.Pixels, score.Holes));
        Assert.Equal(((1 / 6.0) + 2 + 0.25) / 4, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(1 / 6.0, score.MedianDisparityErrorPx, 1e-6); // the lower of the two in the middle
        Assert.Equal((40.0, 20.0), (score.OnePixelErrorPercent, score.ThreePixelErrorPercent));
        Assert.Equal(((20 / 6.5) - 3 + (5 - (20 / 6.0)) + (20 / 2.25) - 8) / 4, score.MeanDepthErrorM!.Value, 1e-6); // non-null: there is a rig
    }

    [Fact]
    public void Events_scores_the_known_pixels_with_an_event()
    {
        DisparityScore score = Score(EvaluationProtocol.Events);

        // Pixels 0, 1 and 3: errors 0, 1/6 and a hole.
        Assert.Equal((3L, 1L), (score.Pixels, score.Holes));
        Assert.Equal(1 / 12.0, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(100 / 3.0, score.OnePixelErrorPercent, 1e-9);
        Assert.Throws<ArgumentException>(() => ScoredTruth.Select(EvaluationProtocol.Events, TruthMap.Depth(DepthM, Rig), Row));
    }

    [Fact]
    public void Event_depth_scores_the_pixels_that_have_a_depth_at_their_event()
    {
        float[] atEvents = [4, 3, Unknown, 4, Unknown, Unknown]; // pixel 0 saw another surface than the one that is there in the end
        ScoredTruth truth = ScoredTruth.Select(EvaluationProtocol.EventDepth, TruthMap.Depth(atEvents, Rig), Row);
        DisparityEvaluation evaluation = new(EvaluationProtocol.EventDepth);
        evaluation.Add(PredictedPx, truth);

        // Pixels 0, 1 and 3: errors 10 - 20/4, 1/6 and a hole.
        Assert.Equal((3L, 1L), (evaluation.MeanOverFrames().Pixels, evaluation.MeanOverFrames().Holes));
        Assert.Equal((5 + (1 / 6.0)) / 2, evaluation.MeanOverFrames().MeanDisparityErrorPx, 1e-6);
    }

    [Fact]
    public void Ddes_scores_against_sevenths_of_a_pixel()
    {
        DisparityScore score = Score(EvaluationProtocol.Ddes);

        // Sevenths: 70, 46.67 -> 47, 35, 28, 17.5 -> 18 (half to even). Errors 0, 47/7 - 6.5, 2, 18/7 - 2.25.
        Assert.Equal((5L, 1L), (score.Pixels, score.Holes));
        Assert.Equal(((47 / 7.0) - 6.5 + 2 + (18 / 7.0) - 2.25) / 4, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(((20 / 6.5) - (140 / 47.0) + (5 - (20 / 6.0)) + (20 / 2.25) - (140 / 18.0)) / 4, score.MeanDepthErrorM!.Value, 1e-6); // non-null: there is a rig
    }

    [Fact]
    public void Sparse_ddes_scores_where_a_late_event_fell()
    {
        DisparityScore score = Score(EvaluationProtocol.DdesSparse);

        // Pixels 0, 1 and 3, as given; which events are late is RecentEvents' part.
        Assert.Equal((3L, 1L), (score.Pixels, score.Holes));
        Assert.Equal(((47 / 7.0) - 6.5) / 2, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(new ScoredEvents(10, 15_000), EvaluationProtocol.DdesSparse.AtEvents);
    }

    [Fact]
    public void Ddes_does_not_bound_the_depth_of_a_vanishing_disparity_and_float_does()
    {
        TruthMap truth = TruthMap.Disparity([10], Rig);
        double bounded = Score(EvaluationProtocol.Dense, [0], truth).MeanDepthErrorM!.Value; // non-null: there is a rig
        double unbounded = Score(EvaluationProtocol.Ddes, [0], truth).MeanDepthErrorM!.Value; // as above

        Assert.Equal((20 / 0.5) - 2, bounded, 1e-5);
        Assert.Equal(20 / 1e-7, unbounded, 20.0); // float32 knows 2e8 to 16
    }

    [Fact]
    public void StereoSpike_scores_depth_with_small_holes_filled()
    {
        // 30 pixels at 4 m but for one unknown, which is filled, and one at 1 m, which is raised to 4 m: both are fewer than 24 pixels.
        SensorSize size = new(6, 5);
        float[] depthM = new float[30], predictedPx = new float[30];
        Array.Fill(depthM, 4f);
        Array.Fill(predictedPx, 5f);
        (depthM[8], depthM[21]) = (Unknown, 1f);
        (predictedPx[8], predictedPx[21]) = (10, 20);
        DisparityScore score = Score(EvaluationProtocol.StereoSpike, predictedPx, TruthMap.Depth(depthM, Rig), size: size);

        // All right but for those two: |2 - 4| and |1 - 4| m, |10 - 5| and |20 - 5| px.
        Assert.Equal(30, score.Pixels);
        Assert.Equal((2 + 3) / 30.0, score.MeanDepthErrorM!.Value, 1e-6); // non-null: there is a rig
        Assert.Equal((5 + 15) / 30.0, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(200 / 30.0, score.OnePixelErrorPercent, 1e-9);
    }

    [Fact]
    public void Dsec_scores_256ths_of_a_pixel_over_all_pixels_together()
    {
        DisparityEvaluation evaluation = new(EvaluationProtocol.Dsec);
        Add(evaluation, PredictedPx, TruthMap.Depth(DepthM, Rig), []);
        Add(evaluation, [1, 1, 1, 1, 1, 1], TruthMap.Disparity([Unknown, 0, 0.001f, 4, Unknown, Unknown]), []);
        DisparityScore score = evaluation.Score;

        // 6.667 px are 1706.67 -> 1707 steps, the others are whole. 0 and 0.001 px (0.256 steps -> 0) are unknown. The second map's one error is 3 px.
        double second = (1707 / 256.0) - 6.5;
        Assert.Equal((2L, 6L, 1L), (score.Frames, score.Pixels, score.Holes));
        Assert.Equal((second + 2 + 0.25 + 3) / 5, score.MeanDisparityErrorPx, 1e-6);
        Assert.Equal(Math.Sqrt(((second * second) + 4 + 0.0625 + 9) / 5), score.RootMeanSquareErrorPx, 1e-6);
        Assert.Equal((50.0, 100 * 2 / 6.0), (score.OnePixelErrorPercent, score.TwoPixelErrorPercent));
    }

    [Theory]
    [InlineData("dense", "float")]
    [InlineData("float-events", "events")]
    [InlineData("ddes-sparse", "ddes-sparse")]
    public void A_protocol_is_found_by_its_name_and_by_its_old_one(string name, string found) => Assert.Equal(found, EvaluationProtocol.Parse(name).Name);

    [Fact]
    public void An_unknown_protocol_is_refused_with_those_that_there_are() =>
        Assert.Contains("events, event-depth, float, ddes, ddes-sparse, stereospike, dsec", Assert.Throws<FormatException>(() => EvaluationProtocol.Parse("kitti")).Message, StringComparison.Ordinal);

    private static DisparityScore Score(EvaluationProtocol protocol) => Score(protocol, PredictedPx, TruthMap.Depth(DepthM, Rig), Events, Row);

    private static DisparityScore Score(EvaluationProtocol protocol, float[] predictedPx, TruthMap truth, byte[]? events = null, SensorSize? size = null)
    {
        DisparityEvaluation evaluation = new(protocol);
        Add(evaluation, predictedPx, truth, events ?? [], size);
        return evaluation.Score;
    }

    private static void Add(DisparityEvaluation evaluation, float[] predictedPx, TruthMap truth, byte[] events, SensorSize? size = null) =>
        evaluation.Add(predictedPx, ScoredTruth.Select(evaluation.Protocol, truth, size ?? new SensorSize(predictedPx.Length, 1), events));
}
