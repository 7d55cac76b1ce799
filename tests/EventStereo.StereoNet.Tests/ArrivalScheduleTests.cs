using EventStereo.StereoNet.Inference;

namespace EventStereo.StereoNet.Tests;

public sealed class ArrivalScheduleTests
{
    [Fact]
    public void A_late_window_makes_the_next_one_begin_late()
    {
        ArrivalSchedule schedule = new(budgetMs: 50);

        // Drawn by hand: windows end at 50, 100, 150, 200 ms; work takes 30, 80, 40, 10 ms.
        Assert.Equal((30, true), schedule.Add(50_000, 30)); // 50 to 80
        Assert.Equal((80, false), schedule.Add(100_000, 80)); // 100 to 180
        Assert.Equal((70, false), schedule.Add(150_000, 40)); // waits 30, 180 to 220: late though its own work is short
        Assert.Equal((30, true), schedule.Add(200_000, 10)); // waits 20, 220 to 230
    }

    [Fact]
    public void A_map_that_is_there_when_the_next_window_ends_is_on_time() =>
        Assert.Equal((50, true), new ArrivalSchedule(budgetMs: 50).Add(50_000, 50));

    [Fact]
    public void Idle_is_what_is_left_until_the_window_ends()
    {
        ArrivalSchedule schedule = new(budgetMs: 50);

        Assert.Equal(0, schedule.IdleMs(50_000));
        schedule.Add(50_000, 20);
        Assert.Equal(30, schedule.IdleMs(100_000));
        schedule.Add(100_000, 70);
        Assert.Equal(0, schedule.IdleMs(150_000));
    }

    [Theory]
    [InlineData(100, 50, 50)]
    [InlineData(100, 95, 95)]
    [InlineData(100, 99, 99)]
    [InlineData(7, 50, 4)]
    [InlineData(7, 95, 7)]
    [InlineData(60, 95, 57)]
    [InlineData(1, 99, 1)]
    public void A_percentile_is_the_least_time_that_so_many_percent_are_at_or_below(int count, int percent, double expected)
    {
        double[] sorted = [.. Enumerable.Range(1, count).Select(i => (double)i)];

        Assert.Equal(expected, LatencySummary.Percentile(sorted, percent));
    }

    [Fact]
    public void Nothing_measured_is_not_a_number()
    {
        LatencySummary none = LatencySummary.Of([]);

        Assert.All((double[])[none.P50Ms, none.P95Ms, none.P99Ms, none.MaxMs, none.MeanMs], value => Assert.True(double.IsNaN(value)));
        Assert.True(double.IsNaN(new StreamStatistics().OnTimePercent));
    }
}
