using EventStereo.EventIO.Simulation;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class CounterRandomTests
{
    [Fact]
    public void Key_zero_gives_the_published_first_outputs_of_SplitMix64()
    {
        // Reference outputs for seed 0, as in Vigna's splitmix64.c and the test vectors that follow it.
        Assert.Equal(0xE220A8397B1DCDAFUL, CounterRandom.Bits(0, 0));
        Assert.Equal(0x6E789E6AA1B965F4UL, CounterRandom.Bits(0, 1));
        Assert.Equal(0x06C45D188009454FUL, CounterRandom.Bits(0, 2));
    }

    [Fact]
    public void Gaussian_has_mean_0_and_variance_1_within_5_sigma()
    {
        const int Count = 40_000;
        double[] values = [.. Enumerable.Range(0, Count).Select(i => CounterRandom.Gaussian(7, (ulong)i))];
        Assert.InRange(values.Average(), -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        double variance = values.Average(value => value * value);
        Assert.InRange(variance, 1 - (5 * Math.Sqrt(2.0 / Count)), 1 + (5 * Math.Sqrt(2.0 / Count)));
    }

    [Fact]
    public void Streams_of_different_names_differ()
    {
        RandomStream parent = new(1);
        Assert.NotEqual(parent.Split(1).Bits(), parent.Split(2).Bits());
        Assert.Equal(parent.Split(1).Bits(), new RandomStream(1).Split(1).Bits());
    }

    [Fact]
    public void Count_reaches_both_ends_and_nothing_else()
    {
        RandomStream random = new(3);
        int[] drawn = [.. Enumerable.Range(0, 300).Select(_ => random.Count(new ValueRange(2, 4))).Distinct().Order()];
        Assert.Equal([2, 3, 4], drawn);
    }
}
