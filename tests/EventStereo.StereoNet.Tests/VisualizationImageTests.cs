using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Visualization;
using OpenCvSharp;

namespace EventStereo.StereoNet.Tests;

public sealed class VisualizationImageTests
{
    private static readonly SensorSize Sensor = new(3, 2);
    private static readonly TimeWindow Window = new(0, 100);

    [Fact]
    public void Events_have_the_colour_of_their_polarity_and_silence_is_blank()
    {
        EventBatch events = new();
        for (int i = 0; i < EventImage.FullCount; i++)
        {
            events.Add(10, 0, 0, 1);
            events.Add(10, 2, 1, -1);
        }

        events.Add(100, 1, 1, 1); // after the window
        using Mat image = EventImage.Render(events, Window, Sensor);

        Assert.Equal(Palette.On, image.Get<Vec3b>(0, 0));
        Assert.Equal(Palette.Off, image.Get<Vec3b>(1, 2));
        Assert.Equal(Palette.Blank, image.Get<Vec3b>(1, 1));
    }

    [Fact]
    public void More_events_are_brighter_and_both_polarities_mix()
    {
        EventBatch events = new();
        events.Add(1, 0, 0, 1);
        events.Add(1, 1, 0, 1);
        events.Add(2, 1, 0, 1);
        events.Add(1, 2, 0, 1);
        events.Add(2, 2, 0, -1);
        using Mat image = EventImage.Render(events, Window, Sensor);
        Vec3b once = image.Get<Vec3b>(0, 0), twice = image.Get<Vec3b>(0, 1), mixed = image.Get<Vec3b>(0, 2);

        Assert.True(once.Item2 < twice.Item2 && twice.Item2 < Palette.On.Item2);
        Assert.InRange(mixed.Item0, twice.Item0, Palette.Off.Item0);
        Assert.InRange(mixed.Item2, Palette.Off.Item2, twice.Item2);
    }

    [Fact]
    public void Disparity_runs_through_the_colours_and_stays_within_them()
    {
        using Mat image = ValueImage.Disparity([0, 40, 400, -3, float.NaN, 20], Sensor, new ColorScale(0, 40, "px"));

        Assert.Equal(Palette.Disparity[0], image.Get<Vec3b>(0, 0));
        Assert.Equal(Palette.Disparity[255], image.Get<Vec3b>(0, 1));
        Assert.Equal(Palette.Disparity[255], image.Get<Vec3b>(0, 2));
        Assert.Equal(Palette.Disparity[0], image.Get<Vec3b>(1, 0));
        Assert.Equal(Palette.Missing, image.Get<Vec3b>(1, 1));
        Assert.Equal(Palette.Disparity[128], image.Get<Vec3b>(1, 2));
    }

    [Fact]
    public void Error_tells_a_hole_from_missing_ground_truth()
    {
        using Mat image = ValueImage.Error([7, 12, float.NaN, 5, 5, 5], [7, 7, 7, float.NaN, 2.5f, 100], Sensor, new ColorScale(0, 5, "px"));

        Assert.Equal(Palette.Error[0], image.Get<Vec3b>(0, 0));
        Assert.Equal(Palette.Error[255], image.Get<Vec3b>(0, 1));
        Assert.Equal(Palette.Hole, image.Get<Vec3b>(0, 2));
        Assert.Equal(Palette.Missing, image.Get<Vec3b>(1, 0));
        Assert.Equal(Palette.Error[128], image.Get<Vec3b>(1, 1));
        Assert.Equal(Palette.Error[255], image.Get<Vec3b>(1, 2));
    }

    [Fact]
    public void Map_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => ValueImage.Disparity(new float[5], Sensor, new ColorScale(0, 1, "px")));

    [Theory]
    [InlineData(0, 48, new double[] { 0, 10, 20, 30, 40 })]
    [InlineData(0, 5, new double[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(0, 0.6, new double[] { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6 })]
    [InlineData(-3, 9, new double[] { -2, 0, 2, 4, 6, 8 })]
    public void Ticks_are_round_numbers_within_the_range(double from, double to, double[] expected)
    {
        IReadOnlyList<double> ticks = new ColorScale(from, to, "px").Ticks();

        Assert.Equal(expected.Length, ticks.Count);
        Assert.All(ticks.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void Range_of_disparities_covers_all_but_the_highest_hundredth()
    {
        float[] map = [.. Enumerable.Repeat(21f, 500), float.NaN, 1000];

        Assert.Equal(new ColorScale(0, 24, "px"), ColorScale.ForDisparity(map));
        Assert.Equal(new ColorScale(0, 8, "px"), ColorScale.ForDisparity([float.NaN]));
        Assert.Equal(new ColorScale(0, 40, "px"), ColorScale.ForDisparity([21, 21], [33, 33]));
    }
}
