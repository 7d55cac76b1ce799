using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Baselines;
using EventStereo.StereoNet.Evaluation;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class VisualizationComparisonTests
{
    private static readonly SensorSize Sensor = new(130, 40);

    [Fact]
    public void A_score_counts_holes_as_wrong_and_leaves_the_unknown_out()
    {
        // Errors of 0.5, 1 and 2 px, a hole, and a pixel without ground truth.
        ComparisonScore score = ComparisonScore.Of([1.5f, 3f, 5f, float.NaN, 9f], [1f, 2f, 3f, 4f, float.NaN]);

        Assert.Equal(new ComparisonScore(50, 3.5 / 3, 4), score);
    }

    [Fact]
    public void Without_a_pixel_to_score_there_is_no_number()
    {
        ComparisonScore score = ComparisonScore.Of([1f], [float.NaN]);

        Assert.True(double.IsNaN(score.OnePixelAccuracyPercent) && double.IsNaN(score.MeanErrorPx) && score.Pixels == 0);
    }

    [Fact]
    public void At_events_only_maps_are_cut_and_scored_there()
    {
        float[] truth = new float[Sensor.Pixels], predicted = new float[Sensor.Pixels];
        predicted[Pixel(7, 3)] = 4;

        using ComparisonFrame sparse = new(Window((7, 3), (9, 9)), Sensor, [predicted], truth, atEvents: true);
        using ComparisonFrame dense = new(Window((7, 3), (9, 9)), Sensor, [predicted], truth, atEvents: false);

        Assert.Equal(new ComparisonScore(50, 2, 2), Assert.Single(sparse.Scores));
        Assert.Equal(Sensor.Pixels, Assert.Single(dense.Scores).Pixels);
        Assert.Equal(2, sparse.PredictedPx[0].Count(float.IsFinite));
        Assert.Equal((4f, 0f), (sparse.PredictedPx[0][Pixel(7, 3)], sparse.PredictedPx[0][Pixel(9, 9)]));
    }

    [Theory]
    [InlineData(0, false, 1)]
    [InlineData(2, false, 3)]
    [InlineData(1, true, 4)]
    [InlineData(3, true, 8)]
    public void A_sheet_has_a_column_a_picture_and_a_row_a_frame(int methods, bool truth, int columns)
    {
        string[] names = [.. Enumerable.Range(0, methods).Select(i => $"method {i}")];
        ComparisonSheet sheets = Sheets(names);
        using ComparisonFrame frame = new(Window((7, 3)), Sensor, [.. names.Select(_ => new float[Sensor.Pixels])], truth ? new float[Sensor.Pixels] : null, atEvents: false);

        using Mat one = sheets.Compose([frame], "title");
        using Mat three = sheets.Compose([frame, frame, frame], "title");

        // 260 columns a picture (each pixel twice), 8 between them, 66 for the times, 14 at each side; 80 rows and 24 for the note.
        Assert.Equal(28 + 66 + (columns * 268) - 8, one.Width);
        Assert.Equal((one.Width, one.Height + (2 * (80 + 24))), (three.Width, three.Height));
    }

    [Fact]
    public void One_disparity_has_one_colour_in_every_column_and_row()
    {
        ComparisonSheet sheets = Sheets(["first", "second"]);
        float[] four = [.. Enumerable.Repeat(4f, Sensor.Pixels)], many = [.. Enumerable.Repeat(20f, Sensor.Pixels)];
        using ComparisonFrame frame = new(Window((7, 3)), Sensor, [four, many], four, atEvents: false);
        using ComparisonFrame other = new(Window((7, 3)), Sensor, [many, four], many, atEvents: false);

        using Mat sheet = sheets.Compose([frame, other], string.Empty);

        Vec3b near = At(0, 2), far = At(0, 1);
        Assert.NotEqual(near, far);
        Assert.Equal([far, near, far, near, far, near], [At(0, 1), At(0, 2), At(0, 3), At(1, 1), At(1, 2), At(1, 3)]);

        // No error is the darkest colour, one of 16 px the brightest.
        Assert.Equal((Palette.Error[0], Palette.Error[^1]), (At(0, 4), At(0, 5)));

        Vec3b At(int row, int column) => sheet.Get<Vec3b>(52 + 40 + (row * 104) + 50, 14 + 66 + (column * 268) + 100);
    }

    [Fact]
    public void Pictures_of_an_animation_are_of_one_size()
    {
        ComparisonSheet sheets = Sheets(["first", "second"]);
        using ComparisonFrame few = new(Window((7, 3)), Sensor, [new float[Sensor.Pixels], new float[Sensor.Pixels]], new float[Sensor.Pixels], atEvents: true);
        using ComparisonFrame none = new(Window(), Sensor, [new float[Sensor.Pixels], new float[Sensor.Pixels]], new float[Sensor.Pixels], atEvents: true);

        using Mat first = sheets.ComposeOne(few, "first");
        using Mat second = sheets.ComposeOne(none, "second");

        Assert.Equal(first.Size(), second.Size());
    }

    [Fact]
    public void Rows_with_and_without_ground_truth_do_not_mix()
    {
        using ComparisonFrame with = new(Window(), Sensor, [], new float[Sensor.Pixels], atEvents: false);
        using ComparisonFrame without = new(Window(), Sensor, [], null, atEvents: false);

        Assert.Throws<ArgumentException>(() => Sheets([]).Compose([with, without], "both"));
        Assert.Throws<ArgumentException>(() => Sheets([]).Compose([], "none"));
    }

    [Fact]
    public void Methods_see_every_window_up_to_the_last_wanted()
    {
        Counting method = new();
        RecordingComparison comparison = new([new ComparedMethod("counting", method, 5)], Sensor, atEvents: false);

        List<(int Index, ComparisonFrame Frame)> frames = [.. comparison.Run(Enumerable.Range(0, 5).Select(_ => Window((1, 1))), index => index is 1 or 4, index => [.. Enumerable.Repeat((float)index, Sensor.Pixels)])];

        Assert.Equal([1, 4], frames.Select(frame => frame.Index));
        Assert.Equal([2f, 5f], frames.Select(frame => frame.Frame.PredictedPx[0][0])); // the second and the fifth window it saw
        Assert.Equal([1f, 4f], frames.Select(frame => frame.Frame.TruthPx?[0] ?? float.NaN));
        frames.ForEach(frame => frame.Frame.Dispose());
    }

    [Theory]
    [InlineData(12, 4, new[] { 1, 4, 7, 10 })]
    [InlineData(5, 1, new[] { 2 })]
    [InlineData(3, 4, new[] { 0, 1, 2 })]
    [InlineData(0, 4, new int[0])]
    public void Frames_are_the_middles_of_equal_parts(int windows, int count, int[] expected) => Assert.Equal(expected, FrameChoice.Evenly(windows, count));

    [Fact]
    public void A_time_finds_its_window_or_the_nearest_time_stamp()
    {
        Assert.Equal(2, FrameChoice.Containing(100_007, fromUs: 7, windowUs: 50_000));
        Assert.Equal(1, FrameChoice.Containing(100_006, fromUs: 7, windowUs: 50_000));
        Assert.Equal(1, FrameChoice.Nearest(76, [50, 100, 150]));
        Assert.Equal(0, FrameChoice.Nearest(75, [50, 100, 150]));
        Assert.Equal(2, FrameChoice.Nearest(9999, [50, 100, 150]));
    }

    private static ComparisonSheet Sheets(string[] names) => new(Sensor, names, new ColorScale(0, 24, "px"), new ColorScale(0, 5, "px"), AtEvents: false);

    private static int Pixel(int x, int y) => (y * Sensor.Width) + x;

    private static StereoWindow Window(params (ushort X, ushort Y)[] events)
    {
        EventBatch left = new();
        foreach ((ushort x, ushort y) in events)
        {
            left.Add(5, x, y, 1);
        }

        return new StereoWindow(new TimeWindow(0, 10), left, new EventBatch());
    }

    /// <summary>Answers how many windows it has seen.</summary>
    private sealed class Counting : IStereoMethod
    {
        private float seen;

        public string Name => "counting";

        public void Reset() => seen = 0;

        public float[] Estimate(StereoFrames frames)
        {
            seen++;
            return [.. Enumerable.Repeat(seen, frames.Sensor.Pixels)];
        }
    }
}
