namespace EventStereo.EventIO.Simulation.Pixels;

/// <summary>
/// When each pixel of a camera makes its next event without cause: a Poisson process a pixel, whose rate is the pixel's own
/// and, within a burst, more. The k-th wait of a pixel is the time over which the rate adds up to the k-th exponential
/// number of that pixel, so that the events do not depend on who asks when.
/// </summary>
internal sealed class NoiseSource
{
    private readonly ulong waitKey;
    private readonly ulong polarityKey;
    private readonly float[] rateHz;
    private readonly NoiseBurst[] bursts;
    private readonly double positiveShare;
    private readonly int width;
    private readonly int[] drawn;

    public NoiseSource(ulong key, float[] rateHz, int width, NoiseBurst[] bursts, double positiveShare)
    {
        waitKey = CounterRandom.Key(key, 1);
        polarityKey = CounterRandom.Key(key, 2);
        this.rateHz = rateHz;
        this.width = width;
        this.bursts = [.. bursts.OrderBy(burst => burst.FromUs)];
        this.positiveShare = positiveShare;
        drawn = new int[rateHz.Length];
        NextUs = new int[rateHz.Length];
        for (int pixel = 0; pixel < NextUs.Length; pixel++)
        {
            NextUs[pixel] = After(pixel, 0);
        }
    }

    /// <summary>Time of each pixel's next noise event in microseconds; <see cref="int.MaxValue"/> for never.</summary>
    public int[] NextUs { get; }

    /// <summary>Polarity of the pending event of <paramref name="pixel"/>.</summary>
    public bool IsPositive(int pixel) => CounterRandom.Unit(polarityKey, Counter(pixel)) < positiveShare;

    /// <summary>Takes the pending event of <paramref name="pixel"/> away and draws the one after it.</summary>
    public void Advance(int pixel)
    {
        drawn[pixel]++;
        NextUs[pixel] = After(pixel, NextUs[pixel]);
    }

    private ulong Counter(int pixel) => ((ulong)(uint)pixel << 32) | (uint)drawn[pixel];

    private int After(int pixel, int fromUs)
    {
        float rate = rateHz[pixel];
        if (float.IsNegative(rate))
        {
            return int.MaxValue; // a dead pixel
        }

        double due = CounterRandom.Exponential(waitKey, Counter(pixel)) * 1e6; // events * us / s
        double t = fromUs;
        int x = pixel % width, y = pixel / width;
        foreach (NoiseBurst burst in bursts)
        {
            if (t >= burst.ToUs || !burst.Holds(x, y))
            {
                continue;
            }

            double quiet = Math.Max(0, burst.FromUs - t);
            if (due < quiet * rate)
            {
                break;
            }

            due -= quiet * rate;
            t += quiet;
            double loud = (burst.ToUs - t) * (rate + burst.Hz);
            if (due < loud)
            {
                return (int)(t + (due / (rate + burst.Hz)));
            }

            due -= loud;
            t = burst.ToUs;
        }

        double next = rate > 0 ? t + (due / rate) : double.PositiveInfinity;
        return next < int.MaxValue ? (int)next : int.MaxValue;
    }
}
