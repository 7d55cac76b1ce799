using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Pixels;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Simulation;

/// <summary>Draws the pixels and the noise of both cameras.</summary>
internal static class SensorBuilder
{
    // However wide the spread, no threshold falls below this part of the camera's.
    private const double LeastThreshold = 0.2;
    private const float Dead = -1;

    /// <summary>The sensors of the left and of the right camera.</summary>
    public static CameraSensor[] Build(SimulationConfig config, SensorSize sensor, ulong key)
    {
        RandomStream random = new(key);
        double threshold = random.In(config.Pixels.Threshold);
        double ratio = random.LogIn(config.Pixels.RightToLeft);
        return
        [
            Build(config, sensor, threshold, CounterRandom.Key(key, 1)),
            Build(config, sensor, threshold * ratio, CounterRandom.Key(key, 2)),
        ];
    }

    private static CameraSensor Build(SimulationConfig config, SensorSize sensor, double rise, ulong key)
    {
        (PixelConfig pixels, NoiseConfig noise) = (config.Pixels, config.Noise);
        RandomStream random = new(key);
        double fall = rise * random.LogIn(pixels.FallToRise);
        double spread = random.In(pixels.ThresholdSpread), mismatched = random.In(pixels.MismatchedShare), dead = random.In(pixels.DeadShare);
        double backgroundHz = random.In(noise.BackgroundHz), hot = random.In(noise.HotShare);
        float[] rises = new float[sensor.Pixels], falls = new float[sensor.Pixels], rates = new float[sensor.Pixels];
        (ulong kinds, ulong spreads) = (CounterRandom.Key(key, 1), CounterRandom.Key(key, 2));
        for (int i = 0; i < sensor.Pixels; i++)
        {
            ulong at = 4 * (ulong)i;
            double factor = CounterRandom.Unit(kinds, at) < mismatched ? LogIn(pixels.MismatchFactor, CounterRandom.Unit(kinds, at + 1)) : 1;
            rises[i] = (float)(rise * factor * Math.Max(LeastThreshold, 1 + (spread * CounterRandom.Gaussian(spreads, 2 * (ulong)i))));
            falls[i] = (float)(fall * factor * Math.Max(LeastThreshold, 1 + (spread * CounterRandom.Gaussian(spreads, (2 * (ulong)i) + 1))));
            double kind = CounterRandom.Unit(kinds, at + 2);
            if (kind < dead)
            {
                (rises[i], falls[i], rates[i]) = (float.PositiveInfinity, float.PositiveInfinity, Dead);
            }
            else
            {
                rates[i] = (float)(kind < dead + hot ? LogIn(noise.HotHz, CounterRandom.Unit(kinds, at + 3)) : backgroundHz);
            }
        }

        PixelTraits traits = new()
        {
            RiseThreshold = rises,
            FallThreshold = falls,
            RefractoryUs = (int)random.In(pixels.RefractoryUs),
            LagUs = pixels.BandwidthHz.Min > 0 ? 1e6 / (2 * Math.PI * random.LogIn(pixels.BandwidthHz)) : 0,
            LeakHz = random.In(noise.LeakHz),
            DarkLevel = (float)random.In(pixels.DarkLevel),
        };
        NoiseBurst[] bursts = Bursts(noise, sensor, (int)(config.DurationMs * 1000), random.Split(1));
        NoiseSource source = new(CounterRandom.Key(key, 3), rates, sensor.Width, bursts, random.In(noise.PositiveShare));
        return new CameraSensor(traits, source, CounterRandom.Key(key, 4));
    }

    private static double LogIn(ValueRange range, double unit) => range.Min * Math.Pow(range.Max / range.Min, unit);

    /// <summary>Bursts with exponential waits between the end of one and the start of the next; half of them hit the whole sensor.</summary>
    private static NoiseBurst[] Bursts(NoiseConfig noise, SensorSize sensor, int durationUs, RandomStream random)
    {
        double perS = random.In(noise.BurstsPerS);
        List<NoiseBurst> bursts = [];
        double t = 0;
        while (perS > 0)
        {
            t -= Math.Log(random.Unit()) * 1e6 / perS;
            if (t >= durationUs)
            {
                break;
            }

            double end = t + (1000 * random.In(noise.BurstMs));
            PixelBox area = new(0, 0, sensor.Width, sensor.Height);
            if (random.Chance(0.5))
            {
                int left = random.Index(sensor.Width), top = random.Index(sensor.Height);
                area = new PixelBox(left, top, left + 1 + random.Index(sensor.Width - left), top + 1 + random.Index(sensor.Height - top));
            }

            bursts.Add(new NoiseBurst((int)t, (int)end, area, random.LogIn(noise.BurstHz)));
            t = end;
        }

        return [.. bursts];
    }
}
