using System.Numerics;
using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Simulation.Pixels;

/// <summary>
/// The pixels of one camera through time. Each holds the log intensity at the end of the last step and the reference that
/// its last event left; within a step the log intensity is linear in time. An event at time t leaves the pixel in reset
/// until t + refractory; its reference is then the intensity of that moment. Rows are independent of one another.
/// </summary>
internal sealed class PixelArray
{
    private readonly int width;
    private readonly PixelTraits traits;
    private readonly NoiseSource noise;
    private readonly float[] lagged;
    private readonly float[] level;
    private readonly float[] reference;
    private readonly int[] resetUntilUs;

    public PixelArray(int width, PixelTraits traits, NoiseSource noise)
    {
        this.width = width;
        this.traits = traits;
        this.noise = noise;
        int pixels = traits.RiseThreshold.Length;
        lagged = new float[pixels];
        level = new float[pixels];
        reference = new float[pixels];
        resetUntilUs = new int[pixels];
    }

    /// <summary>
    /// Starts row <paramref name="y"/> at time 0 with the given log intensities. With a <paramref name="phaseKey"/> each
    /// pixel's reference lies anywhere between its thresholds, as after a past of its own; without, at the intensity itself.
    /// </summary>
    public void Start(int y, ReadOnlySpan<float> logIntensity, ulong? phaseKey)
    {
        for (int x = 0; x < width; x++)
        {
            int pixel = (y * width) + x;
            float start = logIntensity[x];
            lagged[pixel] = start;
            level[pixel] = start;
            reference[pixel] = start;
            float rise = traits.RiseThreshold[pixel];
            if (phaseKey is ulong key && float.IsFinite(rise))
            {
                float phase = (float)CounterRandom.Unit(key, (ulong)pixel);
                reference[pixel] += (phase * (traits.FallThreshold[pixel] + rise)) - rise;
            }
        }
    }

    /// <summary>
    /// Moves row <paramref name="y"/> from <paramref name="fromUs"/> to <paramref name="toUs"/>, where its log intensities
    /// are <paramref name="logIntensity"/>, and appends its events in [fromUs, toUs), pixel by pixel.
    /// </summary>
    public void Step(int y, int fromUs, int toUs, ReadOnlySpan<float> logIntensity, EventKeys events)
    {
        float follow = traits.LagUs > 0 ? (float)-Math.Exp(-(toUs - fromUs) / traits.LagUs) + 1 : 1;
        float leaked = (float)(traits.LeakHz * toUs * 1e-6);
        int start = y * width, x = 0;
        int lanes = Vector<float>.Count;
        for (; x <= width - lanes; x += lanes)
        {
            int at = start + x;
            Vector<float> rise = new(traits.RiseThreshold, at);
            Vector<float> lag = new(lagged, at);
            lag += follow * (new Vector<float>(logIntensity[x..]) - lag);
            Vector<float> after = lag + (leaked * rise);
            Vector<float> mark = new(reference, at);

            // The very sums of StepPixel, so that which pixels share a vector makes no difference. A pixel in reset has no
            // reference (NaN): neither comparison holds for it.
            bool quiet = Vector.LessThanAll(after, mark + rise)
                && Vector.GreaterThanAll(after, mark - new Vector<float>(traits.FallThreshold, at))
                && Vector.GreaterThanOrEqualAll(new Vector<int>(noise.NextUs, at), new Vector<int>(toUs));
            if (quiet)
            {
                lag.CopyTo(lagged, at);
                after.CopyTo(level, at);
            }
            else
            {
                StepPixels(y, x, x + lanes, fromUs, toUs, follow, leaked, logIntensity, events);
            }
        }

        StepPixels(y, x, width, fromUs, toUs, follow, leaked, logIntensity, events);
    }

    private void StepPixels(int y, int left, int right, int fromUs, int toUs, float follow, float leaked, ReadOnlySpan<float> logIntensity, EventKeys events)
    {
        for (int x = left; x < right; x++)
        {
            int pixel = (y * width) + x;
            lagged[pixel] += follow * (logIntensity[x] - lagged[pixel]);
            float after = lagged[pixel] + (leaked * traits.RiseThreshold[pixel]);
            if (float.IsFinite(after))
            {
                StepPixel(pixel, x, y, new Ramp(fromUs, toUs, level[pixel], after), events);
                level[pixel] = after;
            }
        }
    }

    /// <summary>One pixel through one step: the next of end of reset, crossing and noise, until none is left.</summary>
    private void StepPixel(int pixel, int x, int y, in Ramp ramp, EventKeys events)
    {
        ref float mark = ref reference[pixel];
        while (true)
        {
            if (float.IsNaN(mark))
            {
                SwallowNoise(pixel, Math.Min(resetUntilUs[pixel], ramp.ToUs));
                if (resetUntilUs[pixel] >= ramp.ToUs)
                {
                    return;
                }

                mark = ramp.At(resetUntilUs[pixel]);
            }

            bool rises = ramp.To > ramp.From;
            float target = rises ? mark + traits.RiseThreshold[pixel] : mark - traits.FallThreshold[pixel];
            bool crosses = rises ? target <= ramp.To : target >= ramp.To && ramp.To < ramp.From;
            int crossingUs = crosses ? ramp.TimeOf(target) : int.MaxValue;
            int noiseUs = noise.NextUs[pixel];
            int eventUs = Math.Min(crossingUs, noiseUs);
            if (eventUs >= ramp.ToUs)
            {
                return;
            }

            bool signal = crossingUs <= noiseUs;
            events.Add(eventUs, x, y, signal ? rises : noise.IsPositive(pixel));
            if (!signal)
            {
                noise.Advance(pixel);
            }

            resetUntilUs[pixel] = eventUs + traits.RefractoryUs;
            mark = traits.RefractoryUs > 0 ? float.NaN : signal ? target : ramp.At(eventUs);
        }
    }

    private void SwallowNoise(int pixel, int untilUs)
    {
        while (noise.NextUs[pixel] < untilUs)
        {
            noise.Advance(pixel);
        }
    }

    /// <summary>A log intensity that is linear between two times.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Ramp(int FromUs, int ToUs, float From, float To)
    {
        public float At(int tUs) => From + ((To - From) * (tUs - FromUs) / (ToUs - FromUs));

        /// <summary>When it reaches <paramref name="value"/>, to the nearest microsecond before the step's end.</summary>
        public int TimeOf(float value)
        {
            double part = ((double)value - From) / ((double)To - From);
            return Math.Clamp(FromUs + (int)Math.Round(part * (ToUs - FromUs)), FromUs, ToUs - 1);
        }
    }
}
