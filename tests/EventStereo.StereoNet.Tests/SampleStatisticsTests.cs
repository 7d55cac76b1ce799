using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Tests;

public sealed class SampleStatisticsTests
{
    [Fact]
    public void Mean_and_deviation_as_by_hand()
    {
        // Mean 5; squares 9, 1, 1, 9: 20 / (4 - 1).
        double[] values = [2, 4, 6, 8];

        Assert.Equal(5, SampleStatistics.Mean(values));
        Assert.Equal(Math.Sqrt(20 / 3.0), SampleStatistics.StandardDeviation(values), 1e-12);
    }

    [Fact]
    public void One_value_has_no_deviation_and_none_has_no_mean()
    {
        Assert.Equal(double.NaN, SampleStatistics.StandardDeviation([3]));
        Assert.Equal(double.NaN, SampleStatistics.Mean([]));
    }

    [Fact]
    public void What_is_not_a_number_is_not_hidden() => Assert.Equal(double.NaN, SampleStatistics.Mean([1, double.NaN]));
}
