using EventStereo.EventIO.Events;
using EventStereo.StereoNet.Baselines;

namespace EventStereo.StereoNet.Tests;

/// <summary>A random texture, seen by the right camera so many pixels further left.</summary>
public sealed class BaselinesOnShiftedTextureTests
{
    private const int ShiftPx = 11;

    private static readonly SensorSize Sensor = new(96, 64);

    public static TheoryData<string> Methods => ["sgbm", "bm", "correlation", "correlation rows"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Gives_the_shift_of_a_texture(string method)
    {
        float[] disparities = Estimate(Method(method), Texture(rowOffset: 0));

        Assert.Equal(ShiftPx, Sure(disparities), 0.3);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Swapping_left_and_right_mirrors_the_map(string method)
    {
        StereoFrames frames = Texture(rowOffset: 0);
        float[] seen = Estimate(Method(method), frames);
        float[] mirrored = Estimate(Method(method), frames.Mirrored());

        // Left column x shows what right column x - 11 shows, which is column 95 - (x - 11) in the mirror.
        int compared = 0;
        for (int y = 10; y < Sensor.Height - 10; y++)
        {
            for (int x = 35; x < Sensor.Width - 25; x++)
            {
                float there = mirrored[(y * Sensor.Width) + Sensor.Width - 1 - (x - ShiftPx)];
                if (!float.IsNaN(there) && !float.IsNaN(seen[(y * Sensor.Width) + x]))
                {
                    Assert.Equal(seen[(y * Sensor.Width) + x], there, 0.3f);
                    compared++;
                }
            }
        }

        Assert.True(compared > 800, $"only {compared} pixels have an answer in both");
    }

    [Fact]
    public void Row_reach_bears_a_misaligned_right_camera()
    {
        StereoFrames frames = Texture(rowOffset: 1);
        float strict = ShareWithin(Estimate(new CorrelationBaseline(), frames));
        float reaching = ShareWithin(Estimate(new CorrelationBaseline(new CorrelationSettings { RowReach = 1 }), frames));

        Assert.True(strict < 0.3, $"without reach {strict:0.00} of the pixels are right by chance");
        Assert.True(reaching > 0.95, $"with reach only {reaching:0.00} of the pixels are right");
    }

    [Fact]
    public void Correlation_agrees_with_its_formula()
    {
        StereoFrames frames = Texture(rowOffset: 0);
        float[] disparities = Estimate(new CorrelationBaseline(new CorrelationSettings { Window = 5 }), frames, maxDisparityPx: 20);
        foreach ((int x, int y) in new[] { (0, 0), (95, 63), (40, 30), (3, 62), (60, 1) })
        {
            int[] scores = [.. Enumerable.Range(0, 21).Select(d => Score(frames, x, y, d, radius: 2))];
            int best = Array.IndexOf(scores, scores.Max());
            float expected = scores[best] <= 0 ? float.NaN : best;

            // The parabola moves the answer by at most half a pixel.
            Assert.Equal(float.IsNaN(expected), float.IsNaN(disparities[(y * Sensor.Width) + x]));
            Assert.False(Math.Abs(disparities[(y * Sensor.Width) + x] - expected) > 0.5);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Silence_and_answers_beyond_the_range_give_no_wrong_number(string method)
    {
        StereoFrames silent = new(Sensor, 5, new sbyte[5 * Sensor.Pixels], new sbyte[5 * Sensor.Pixels], new ushort[Sensor.Pixels], new ushort[Sensor.Pixels]);
        float[] ofTexture = Estimate(Method(method), Texture(rowOffset: 0), maxDisparityPx: 20);
        float[] ofSilence = Estimate(Method(method), silent, maxDisparityPx: 20);

        Assert.All(ofTexture.Concat(ofSilence), d => Assert.True(float.IsNaN(d) || d is >= 0 and <= 20));
    }

    [Fact]
    public void Correlation_of_silence_has_no_answer()
    {
        StereoFrames silent = new(Sensor, 5, new sbyte[5 * Sensor.Pixels], new sbyte[5 * Sensor.Pixels], new ushort[Sensor.Pixels], new ushort[Sensor.Pixels]);

        Assert.All(Estimate(new CorrelationBaseline(), silent), d => Assert.True(float.IsNaN(d)));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        StereoFrames frames = Texture(rowOffset: 0);

        Assert.Throws<ArgumentException>(() => new CorrelationBaseline().Estimate(frames, 20, new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SemiGlobalBaseline().Estimate(frames, Sensor.Width, new float[Sensor.Pixels]));
        Assert.Throws<ArgumentException>(() => new CorrelationBaseline(new CorrelationSettings { Window = 4 }));
        ArgumentException all = Assert.Throws<ArgumentException>(() => new SemiGlobalBaseline(new SemiGlobalSettings { BlockSize = 2, P1 = 5, P2 = 5 }));
        Assert.Contains("BlockSize", all.Message, StringComparison.Ordinal);
        Assert.Contains("P2", all.Message, StringComparison.Ordinal);
    }

    private static IDisparityEstimator Method(string method) => method switch
    {
        "sgbm" => new SemiGlobalBaseline(),
        "bm" => new BlockMatchingBaseline(9),
        "correlation" => new CorrelationBaseline(),
        _ => new CorrelationBaseline(new CorrelationSettings { RowReach = 1 }),
    };

    private static float[] Estimate(IDisparityEstimator method, StereoFrames frames, int maxDisparityPx = 31)
    {
        float[] disparities = new float[Sensor.Pixels];
        method.Estimate(frames, maxDisparityPx, disparities);
        return disparities;
    }

    /// <summary>Half of the pixels have an event, of either polarity, at any of five times.</summary>
    private static StereoFrames Texture(int rowOffset)
    {
        Random random = new(17);
        EventBatch left = new(), right = new();
        for (int y = 0; y < Sensor.Height; y++)
        {
            for (int x = 0; x < Sensor.Width + ShiftPx; x++)
            {
                if (random.Next(2) == 0)
                {
                    continue;
                }

                long tUs = 1000 * random.Next(50);
                sbyte polarity = (sbyte)((2 * random.Next(2)) - 1);
                if (x < Sensor.Width)
                {
                    left.Add(tUs, (ushort)x, (ushort)y, polarity);
                }

                if (x >= ShiftPx && y + rowOffset < Sensor.Height)
                {
                    right.Add(tUs, (ushort)(x - ShiftPx), (ushort)(y + rowOffset), polarity);
                }
            }
        }

        return StereoFrames.From(left, right, new TimeWindow(0, 50_000), Sensor);
    }

    /// <summary>The one answer that nearly all pixels away from the borders agree on.</summary>
    private static float Sure(float[] disparities)
    {
        Assert.True(ShareWithin(disparities) > 0.9, $"only {ShareWithin(disparities):0.00} of the pixels are within half a pixel of the shift");
        return Inner(disparities).Where(d => Math.Abs(d - ShiftPx) < 0.5).Average();
    }

    private static float ShareWithin(float[] disparities) => Inner(disparities).Average(d => Math.Abs(d - ShiftPx) < 0.5 ? 1f : 0f);

    private static IEnumerable<float> Inner(float[] disparities) =>
        disparities.Where((_, i) => (i / Sensor.Width) is > 8 and < 55 && (i % Sensor.Width) is > 20 and < 85);

    private static int Score(StereoFrames frames, int x, int y, int disparity, int radius)
    {
        int sum = 0;
        for (int c = 0; c < frames.Channels; c++)
        {
            for (int v = Math.Max(0, y - radius); v <= Math.Min(Sensor.Height - 1, y + radius); v++)
            {
                for (int u = Math.Max(disparity, x - radius); u <= Math.Min(Sensor.Width - 1, x + radius); u++)
                {
                    int row = ((c * Sensor.Height) + v) * Sensor.Width;
                    sum += frames.LeftStack[row + u] * frames.RightStack[row + u - disparity];
                }
            }
        }

        return x < disparity ? 0 : sum;
    }
}
