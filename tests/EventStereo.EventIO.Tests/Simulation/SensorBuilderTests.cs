using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class SensorBuilderTests
{
    private static readonly SensorSize Size = new(160, 100);

    [Fact]
    public void Thresholds_have_the_configured_mean_and_spread()
    {
        CameraSensor[] sensors = Build(new PixelConfig
        {
            Threshold = ValueRange.Of(0.3),
            RightToLeft = ValueRange.Of(2),
            FallToRise = ValueRange.Of(0.5),
            ThresholdSpread = ValueRange.Of(0.1),
            MismatchedShare = ValueRange.Of(0),
            DeadShare = ValueRange.Of(0),
        });

        // 16,000 pixels: a mean to 5 x 0.1 / 126, a spread to 5 x 0.1 / 178, both in parts.
        CheckSpread(sensors[0].Traits.RiseThreshold, 0.3);
        CheckSpread(sensors[0].Traits.FallThreshold, 0.15);
        CheckSpread(sensors[1].Traits.RiseThreshold, 0.6);
        CheckSpread(sensors[1].Traits.FallThreshold, 0.3);
    }

    [Fact]
    public void Mismatched_and_dead_pixels_have_their_shares()
    {
        CameraSensor[] sensors = Build(new PixelConfig
        {
            Threshold = ValueRange.Of(0.3),
            ThresholdSpread = ValueRange.Of(0),
            MismatchedShare = ValueRange.Of(0.15),
            MismatchFactor = ValueRange.Of(2),
            DeadShare = ValueRange.Of(0.05),
        });
        float[] rises = sensors[0].Traits.RiseThreshold;
        Assert.InRange(rises.Count(float.IsPositiveInfinity) / (double)Size.Pixels, 0.05 - 0.009, 0.05 + 0.009);
        double mismatched = rises.Count(rise => Math.Abs(rise - 0.6f) < 1e-5) / (double)Size.Pixels;
        Assert.InRange(mismatched, (0.15 * 0.95) - 0.014, (0.15 * 0.95) + 0.014);
    }

    [Fact]
    public void Noise_of_a_resting_plain_scene_has_its_rate_in_the_events()
    {
        CameraSensor[] sensors = SensorBuilder.Build(Quiet(8), TestScenes.Sensor, 5);
        MemorySink sink = TestScenes.Record(TestScenes.Of(TestScenes.Wall(5)), durationMs: 500, sensors);

        // 3840 pixels at 8 Hz for half a second: 15,360; the reset of 100 us takes less than a thousandth.
        Assert.InRange(sink.Left.Count, 15_345 - (5 * Math.Sqrt(15_360)), 15_345 + (5 * Math.Sqrt(15_360)));
        Assert.NotEqual(sink.Left.TUs[0], sink.Right.TUs[0]);
    }

    [Fact]
    public void No_pixel_repeats_within_its_refractory_time()
    {
        CameraSensor[] sensors = SensorBuilder.Build(Quiet(200), TestScenes.Sensor, 6);
        MemorySink sink = TestScenes.Record(TestScenes.Of(TestScenes.Wall(7, columnsPerS: 150)), durationMs: 100, sensors);
        Dictionary<int, long> last = [];
        for (int i = 0; i < sink.Left.Count; i++)
        {
            int pixel = (sink.Left.Y[i] * TestScenes.Sensor.Width) + sink.Left.X[i];
            Assert.True(sink.Left.TUs[i] - last.GetValueOrDefault(pixel, -1000) >= 100);
            last[pixel] = sink.Left.TUs[i];
        }

        Assert.True(last.Count > 3000);
    }

    private static SimulationConfig Quiet(double noiseHz) => new()
    {
        DurationMs = 500,
        Pixels = new PixelConfig { RefractoryUs = ValueRange.Of(100), DeadShare = ValueRange.Of(0), BandwidthHz = ValueRange.Of(0) },
        Noise = new NoiseConfig { BackgroundHz = ValueRange.Of(noiseHz), LeakHz = ValueRange.Of(0), HotShare = ValueRange.Of(0) },
    };

    private static CameraSensor[] Build(PixelConfig pixels) => SensorBuilder.Build(new SimulationConfig { Pixels = pixels }, Size, 17);

    private static void CheckSpread(float[] thresholds, double mean)
    {
        double actual = thresholds.Average(), spread = Math.Sqrt(thresholds.Average(value => (value - actual) * (value - actual)));
        Assert.InRange(actual, mean * (1 - 0.004), mean * (1 + 0.004));
        Assert.InRange(spread, mean * (0.1 - 0.003), mean * (0.1 + 0.003));
    }
}
