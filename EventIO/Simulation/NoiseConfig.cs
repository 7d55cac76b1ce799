using System.Text.Json.Serialization;

namespace EventStereo.EventIO.Simulation;

/// <summary>Events that no contrast made: background activity, leak, hot pixels, bursts. Rates are drawn for each camera.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NoiseConfig
{
    /// <summary>Background activity in events a second and pixel, Poisson. DAVIS346 indoors: some tenths.</summary>
    public ValueRange BackgroundHz { get; init; } = new(0.05, 0.5);

    /// <summary>Share of noise events that are positive.</summary>
    public ValueRange PositiveShare { get; init; } = new(0.3, 0.7);

    /// <summary>Positive events that the reset switch's leak makes, a second and pixel; about 0.1 at room temperature (Nozaki and Delbruck, TED 2017).</summary>
    public ValueRange LeakHz { get; init; } = new(0, 0.2);

    /// <summary>Share of pixels that fire all the time.</summary>
    public ValueRange HotShare { get; init; } = new(0, 0.0005);

    /// <summary>Rate of a hot pixel in events a second; log-uniform for each.</summary>
    public ValueRange HotHz { get; init; } = new(20, 500);

    /// <summary>Bursts a second and camera: a flash or a bus glitch lifts the noise of a rectangle for a moment.</summary>
    public ValueRange BurstsPerS { get; init; } = ValueRange.Of(0);

    /// <summary>Length of a burst in milliseconds.</summary>
    public ValueRange BurstMs { get; init; } = new(1, 30);

    /// <summary>Noise within a burst in events a second and pixel; log-uniform.</summary>
    public ValueRange BurstHz { get; init; } = new(5, 60);

    internal void Validate(ProblemList problems)
    {
        problems.Range("backgroundHz", BackgroundHz, 0, 1000);
        problems.Range("positiveShare", PositiveShare, 0, 1);
        problems.Range("leakHz", LeakHz, 0, 100);
        problems.Range("hotShare", HotShare, 0, 1);
        problems.Range("hotHz", HotHz, 0.1, 10_000);
        problems.Range("burstsPerS", BurstsPerS, 0, 100);
        problems.Range("burstMs", BurstMs, 0.1, 1000);
        problems.Range("burstHz", BurstHz, 0.1, 10_000);
    }
}
