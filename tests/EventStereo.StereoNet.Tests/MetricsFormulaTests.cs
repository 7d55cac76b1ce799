using EventStereo.EventIO.Datasets;
using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

public sealed class MetricsFormulaTests
{
    [Fact]
    public void Error_percent_counts_what_is_above_the_limit_and_every_hole()
    {
        float[] errors = [0, 0.5f, 1, 1.001f, 7];

        Assert.Equal(40, DisparityMetrics.ErrorPercent(errors, 1));
        Assert.Equal(50, DisparityMetrics.ErrorPercent(errors, 3, holes: 3));
        Assert.Equal(100, DisparityMetrics.ErrorPercent([], 1, holes: 2));
    }

    [Fact]
    public void Error_percent_of_nothing_is_the_callers_mistake() =>
        Assert.Throws<ArgumentException>(() => DisparityMetrics.ErrorPercent([], 1));

    [Theory]
    [InlineData(new float[] { 5 }, 5)]
    [InlineData(new float[] { 9, 1, 5 }, 5)]
    [InlineData(new float[] { 4, 1, 3, 2 }, 2)]
    [InlineData(new float[] { 2, 2, 2, 2, 2, 1 }, 2)]
    public void Median_is_the_lower_of_the_middle_values(float[] values, float expected) =>
        Assert.Equal(expected, DisparityMetrics.Median(values));

    [Fact]
    public void Median_agrees_with_sorting()
    {
        Random random = new(11);
        for (int length = 1; length < 200; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(0, 40))];
            float expected = values.Order().ElementAt((length - 1) / 2);

            Assert.Equal(expected, DisparityMetrics.Median(values));
        }
    }

    [Fact]
    public void Median_at_events_leaves_out_holes_and_pixels_without_events()
    {
        float[] disparities = [1, 20, float.NaN, 30, 40];
        byte[] events = [0, 1, 1, 1, 1];

        Assert.Equal(30, DisparityMetrics.MedianAtEvents(disparities, events));
        Assert.True(float.IsNaN(DisparityMetrics.MedianAtEvents(disparities, new byte[5])));
    }

    // fB = 19.941772: 7 * 19.941772 / 2 m = 69.796 -> 70; / 4 m = 34.898 -> 35; / 0.5 m = 279.2 does not fit.
    [Theory]
    [InlineData(2f, 70)]
    [InlineData(4f, 35)]
    [InlineData(0.5f, 255)]
    [InlineData(float.NaN, 255)]
    [InlineData(0f, 255)]
    [InlineData(1000f, 0)]
    public void Ddes_stores_sevenths_of_a_pixel_in_eight_bits(float depthM, byte expected) =>
        Assert.Equal(expected, DdesGroundTruth.Encode(depthM, 19.941772));

    [Fact]
    public void Ddes_rounds_half_to_even_and_only_once()
    {
        Assert.Equal(4 / 7f, DdesGroundTruth.Round(0.5f)); // 3.5 sevenths
        Assert.Equal(10 / 7f, DdesGroundTruth.Round(1.5f)); // 10.5 sevenths
        Assert.All(Enumerable.Range(0, 255), k => Assert.Equal(DdesGroundTruth.Decode((byte)k), DdesGroundTruth.Round(DdesGroundTruth.Decode((byte)k))));
        Assert.True(float.IsNaN(DdesGroundTruth.Decode(255)));
    }

    [Fact]
    public void Ddes_rounding_costs_the_depth_that_its_docs_say()
    {
        // d = fB / Z in steps of 1/7 px: Z^2 / fB / 7 wide in depth, a quarter of that off on average.
        const double focalTimesBaseline = 19.941772;
        foreach ((double aboutM, double statedCm) in new[] { (2.0, 0.7), (4.0, 2.9) })
        {
            double sumM = 0;
            const int steps = 5000;
            for (int i = 0; i < steps; i++)
            {
                float depthM = (float)(aboutM - 0.5 + (i / (double)steps));
                sumM += Math.Abs((focalTimesBaseline / DdesGroundTruth.Decode(DdesGroundTruth.Encode(depthM, focalTimesBaseline))) - depthM);
            }

            // The mean of Z^2 over one metre is 1/12 above the square of its middle. A tenth: whole steps do not fill the metre.
            double expectedCm = 100 * ((aboutM * aboutM) + (1 / 12.0)) / focalTimesBaseline / 7 / 4;
            Assert.Equal(expectedCm, 100 * sumM / steps, 0.1 * expectedCm);
            Assert.Equal(statedCm, expectedCm, 0.05);
        }
    }
}
