using EventStereo.EventIO.Simulation.Pixels;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class NoiseSourceTests
{
    private const int Width = 50;
    private const int Pixels = Width * 40;

    [Fact]
    public void Rate_is_the_configured_one_within_5_sigma()
    {
        // 2000 pixels at 7 Hz for 3 s: 42,000 events, Poisson.
        int count = Times(new NoiseSource(1, Rates(7), Width, [], 0.5), 3_000_000).Count;
        Assert.InRange(count, 42_000 - (5 * Math.Sqrt(42_000)), 42_000 + (5 * Math.Sqrt(42_000)));
    }

    [Fact]
    public void Waits_have_the_variance_of_a_Poisson_process()
    {
        // Counts a pixel: variance = mean = 21, to 5 sigma of a variance over 2000 pixels (about 3.5 %).
        NoiseSource noise = new(2, Rates(7), Width, [], 0.5);
        int[] counts = new int[Pixels];
        Times(noise, 3_000_000).ForEach(noiseEvent => counts[noiseEvent.Pixel]++);
        double mean = counts.Average(), variance = counts.Average(count => (count - mean) * (count - mean));
        Assert.InRange(variance / mean, 0.82, 1.18);
    }

    [Fact]
    public void Burst_adds_its_rate_in_its_area_and_time_alone()
    {
        NoiseBurst burst = new(1_000_000, 1_500_000, new PixelBox(10, 5, 30, 25), 40);
        List<(int Pixel, int TUs)> events = Times(new NoiseSource(3, Rates(1), Width, [burst], 0.5), 2_000_000);
        int within = events.Count(e => burst.Holds(e.Pixel % Width, e.Pixel / Width) && e.TUs >= burst.FromUs && e.TUs < burst.ToUs);

        // 400 pixels x 0.5 s x (40 + 1) Hz within; 2000 x 2 s - 400 x 0.5 s at 1 Hz outside.
        Assert.InRange(within, 8200 - (5 * Math.Sqrt(8200)), 8200 + (5 * Math.Sqrt(8200)));
        Assert.InRange(events.Count - within, 3800 - (5 * Math.Sqrt(3800)), 3800 + (5 * Math.Sqrt(3800)));
    }

    [Fact]
    public void Positive_share_is_kept()
    {
        NoiseSource noise = new(4, Rates(10), Width, [], 0.3);
        int positive = 0, all = 0;
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            for (; noise.NextUs[pixel] < 1_000_000; noise.Advance(pixel))
            {
                positive += noise.IsPositive(pixel) ? 1 : 0;
                all++;
            }
        }

        double sigma = Math.Sqrt(0.3 * 0.7 / all);
        Assert.InRange(positive / (double)all, 0.3 - (5 * sigma), 0.3 + (5 * sigma));
    }

    [Fact]
    public void Without_a_rate_nothing_ever_comes()
    {
        Assert.All(new NoiseSource(5, Rates(0), Width, [], 0.5).NextUs, next => Assert.Equal(int.MaxValue, next));
        NoiseBurst burst = new(0, 1_000_000, new PixelBox(0, 0, Width, 40), 100);
        Assert.All(new NoiseSource(5, Rates(-1), Width, [burst], 0.5).NextUs, next => Assert.Equal(int.MaxValue, next));
    }

    private static float[] Rates(float hz) => [.. Enumerable.Repeat(hz, Pixels)];

    private static List<(int Pixel, int TUs)> Times(NoiseSource noise, int untilUs)
    {
        List<(int, int)> events = [];
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            for (; noise.NextUs[pixel] < untilUs; noise.Advance(pixel))
            {
                events.Add((pixel, noise.NextUs[pixel]));
            }
        }

        return events;
    }
}
