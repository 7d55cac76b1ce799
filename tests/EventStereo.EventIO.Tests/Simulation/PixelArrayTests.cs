using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Pixels;

namespace EventStereo.EventIO.Tests.Simulation;

public sealed class PixelArrayTests
{
    // One row of 11 pixels: one full vector of 8 (or of 4) and a rest.
    private const int Width = 11;

    [Fact]
    public void Rising_ramp_makes_floor_of_change_over_threshold_events_at_interpolated_times()
    {
        // 0 to 1 in 1000 us at 0.3 an event: floor(1 / 0.3) = 3 events, at 300, 600 and 900 us.
        EventBatch events = Run(Pixels(rise: 0.3f, fall: 0.25f), new Ramp(1000, 1f));
        Assert.Equal(3 * Width, events.Count);
        Assert.Equal([300L, 600L, 900L], TimesOf(events, 4));
        Assert.All(events.Polarity.ToArray(), polarity => Assert.Equal(1, polarity));
    }

    [Fact]
    public void Falling_ramp_uses_the_other_threshold()
    {
        // 0 to -0.9 at 0.25 an event: 3 events, after 250 / 0.9, 500 / 0.9 and 750 / 0.9 us.
        EventBatch events = Run(Pixels(rise: 0.3f, fall: 0.25f), new Ramp(1000, -0.9f));
        Assert.Equal([278L, 556L, 833L], TimesOf(events, 10));
        Assert.All(events.Polarity.ToArray(), polarity => Assert.Equal(-1, polarity));
    }

    [Fact]
    public void Change_below_the_threshold_is_kept_for_the_next_step()
    {
        // 0.2 in the first ms makes nothing; the rest of 0.1 is reached half-way through the second.
        EventBatch events = Run(Pixels(rise: 0.3f, fall: 0.3f), new Ramp(1000, 0.2f), new Ramp(2000, 0.4f));
        Assert.Equal([1500L], TimesOf(events, 0));
    }

    [Fact]
    public void Pixel_in_reset_misses_what_passes_and_resumes_from_the_intensity_at_its_end()
    {
        // 1 a ms: event at 300, reset until 500 (level 0.5), next at 0.8, reset until 1000 (level 1), then 1300, 1800.
        EventBatch events = Run(Pixels(rise: 0.3f, fall: 0.3f, refractoryUs: 200), new Ramp(1000, 1f), new Ramp(2000, 2f));
        Assert.Equal([300L, 800L, 1300L, 1800L], TimesOf(events, 3));
    }

    [Fact]
    public void Steps_do_not_matter_on_a_straight_ramp()
    {
        EventBatch whole = Run(Pixels(rise: 0.07f, fall: 0.07f, refractoryUs: 130), new Ramp(1000, 1f));
        EventBatch parts = Run(Pixels(rise: 0.07f, fall: 0.07f, refractoryUs: 130), [.. Enumerable.Range(1, 10).Select(i => new Ramp(100 * i, i / 10f))]);
        Assert.Equal(whole.Count, parts.Count);

        // Times and with them the ends of resets are whole microseconds: a rounding the other way carries on.
        long[] expected = TimesOf(whole, 2), actual = TimesOf(parts, 2);
        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.InRange(expected[i] - actual[i], -i - 1, i + 1));
    }

    [Fact]
    public void Photoreceptor_lags_behind_a_jump_by_its_time_constant()
    {
        // After one time constant of 1000 us a lagged jump of 1 has come 1 - 1/e = 0.632 of the way: at 0.2 an event, 3 events.
        EventBatch events = Run(Pixels(rise: 0.2f, fall: 0.2f, lagUs: 1000), new Ramp(1000, 1f));
        Assert.Equal(3, TimesOf(events, 0).Length);
    }

    [Fact]
    public void Leak_alone_makes_its_rate_of_positive_events()
    {
        // 20 a second for half a second, in steps of 1 ms: the tenth falls on the end.
        EventBatch events = Run(Pixels(rise: 0.3f, fall: 0.3f, leakHz: 20), [.. Enumerable.Range(1, 500).Select(i => new Ramp(1000 * i, 0f))]);
        Assert.InRange(TimesOf(events, 5).Length, 9, 10);
        Assert.All(events.Polarity.ToArray(), polarity => Assert.Equal(1, polarity));
    }

    [Fact]
    public void Dead_pixels_stay_silent_beside_live_ones()
    {
        PixelTraits traits = Traits(0.3f, 0.3f);
        (traits.RiseThreshold[6], traits.FallThreshold[6]) = (float.PositiveInfinity, float.PositiveInfinity);
        EventBatch events = Run(new PixelArray(Width, traits, Silence()), new Ramp(1000, 1f), new Ramp(2000, -1f));
        Assert.Empty(TimesOf(events, 6));
        Assert.Equal(3 + 6, TimesOf(events, 7).Length);
    }

    [Fact]
    public void Events_come_out_by_time_then_column()
    {
        EventBatch events = Run(Pixels(rise: 0.3f, fall: 0.3f), new Ramp(1000, 1f));
        Assert.Equal(Enumerable.Repeat(300L, Width).Concat(Enumerable.Repeat(600L, Width)).Concat(Enumerable.Repeat(900L, Width)), events.TUs.ToArray());
        Assert.Equal(Enumerable.Range(0, Width).Select(x => (ushort)x), events.X[..Width].ToArray());
    }

    [Fact]
    public void Random_phases_lie_between_the_thresholds()
    {
        // With a phase p in (0, 1) the first event of a rise comes after 0.5 p: never late, and not for all at once.
        PixelArray pixels = new(Width, Traits(0.5f, 0.25f), Silence());
        pixels.Start(0, new float[Width], phaseKey: 5);
        EventKeys keys = new();
        pixels.Step(0, 0, 1000, Enumerable.Repeat(0.76f, Width).ToArray(), keys);
        EventBatch events = new();
        keys.Unpack(events);
        Assert.All(Enumerable.Range(0, Width), x => Assert.InRange(TimesOf(events, x).Length, 1, 2));
        Assert.True(events.TUs.ToArray().Distinct().Count() > Width / 2);
    }

    private static PixelArray Pixels(float rise, float fall, int refractoryUs = 0, double lagUs = 0, double leakHz = 0) =>
        new(Width, Traits(rise, fall, refractoryUs, lagUs, leakHz), Silence());

    private static PixelTraits Traits(float rise, float fall, int refractoryUs = 0, double lagUs = 0, double leakHz = 0) => new()
    {
        RiseThreshold = [.. Enumerable.Repeat(rise, Width)],
        FallThreshold = [.. Enumerable.Repeat(fall, Width)],
        RefractoryUs = refractoryUs,
        LagUs = lagUs,
        LeakHz = leakHz,
    };

    private static NoiseSource Silence() => new(0, new float[Width], Width, [], 0.5);

    private static EventBatch Run(PixelArray pixels, params Ramp[] ramps)
    {
        pixels.Start(0, new float[Width], phaseKey: null);
        EventKeys keys = new();
        int fromUs = 0;
        foreach (Ramp ramp in ramps)
        {
            pixels.Step(0, fromUs, ramp.ToUs, Enumerable.Repeat(ramp.Level, Width).ToArray(), keys);
            fromUs = ramp.ToUs;
        }

        EventBatch events = new();
        keys.Unpack(events);
        return events;
    }

    private static long[] TimesOf(EventBatch events, int x) =>
        [.. Enumerable.Range(0, events.Count).Where(i => events.X[i] == x).Select(i => events.TUs[i])];

    private sealed record Ramp(int ToUs, float Level);
}
