using System.Text.Json.Serialization;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// The pixels of both cameras. A pixel makes an event where its log intensity has moved by its threshold since its last
/// event: <c>ln(light + dark)</c> up by <c>C+</c> or down by <c>C-</c>; between rendered frames it is linear in time
/// (Rebecq, Gehrig and Scaramuzza, "ESIM: an open event camera simulator", CoRL 2018, section 3).
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PixelConfig
{
    /// <summary>Threshold of the left camera for a rise, in natural log units. DAVIS346 with usual biases: 0.15 to 0.35 (Stoffregen et al., ECCV 2020).</summary>
    public ValueRange Threshold { get; init; } = new(0.15, 0.35);

    /// <summary>Threshold of the right camera over that of the left. Two cameras of one make differ in bias; log-uniform.</summary>
    public ValueRange RightToLeft { get; init; } = new(0.8, 1.25);

    /// <summary>Threshold for a fall over that for a rise, drawn for each camera; log-uniform.</summary>
    public ValueRange FallToRise { get; init; } = new(0.8, 1.25);

    /// <summary>Standard deviation of a pixel's threshold in parts of the camera's. 0.03 to 0.1: measured mismatch (Lichtsteiner et al., JSSC 2008: 2.1 % contrast).</summary>
    public ValueRange ThresholdSpread { get; init; } = new(0.03, 0.1);

    /// <summary>Share of pixels with a threshold far from the rest.</summary>
    public ValueRange MismatchedShare { get; init; } = new(0, 0.02);

    /// <summary>Factor on the threshold of a mismatched pixel; log-uniform for each.</summary>
    public ValueRange MismatchFactor { get; init; } = new(0.5, 2.5);

    /// <summary>Share of pixels that never make an event.</summary>
    public ValueRange DeadShare { get; init; } = new(0, 0.001);

    /// <summary>Time after an event in which a pixel is held in reset, in microseconds; it resumes from the intensity at its end.</summary>
    public ValueRange RefractoryUs { get; init; } = new(50, 500);

    /// <summary>Corner frequency of the photoreceptor in Hz; log-uniform. It lags behind faster changes. 0 for both ends switches it off.</summary>
    public ValueRange BandwidthHz { get; init; } = new(100, 1000);

    /// <summary>Light that is seen in the dark, in parts of white: it lowers the contrast of dark things.</summary>
    public ValueRange DarkLevel { get; init; } = new(0.01, 0.05);

    internal void Validate(ProblemList problems)
    {
        problems.Range("threshold", Threshold, 0.01, 5);
        problems.Range("rightToLeft", RightToLeft, 0.1, 10);
        problems.Range("fallToRise", FallToRise, 0.1, 10);
        problems.Range("thresholdSpread", ThresholdSpread, 0, 0.5);
        problems.Range("mismatchedShare", MismatchedShare, 0, 1);
        problems.Range("mismatchFactor", MismatchFactor, 0.05, 20);
        problems.Range("deadShare", DeadShare, 0, 1);
        problems.Range("refractoryUs", RefractoryUs, 0, 100_000);
        problems.Range("bandwidthHz", BandwidthHz, 0, 1e6);
        problems.Check(BandwidthHz.Min > 0 || BandwidthHz.Max == 0, "bandwidthHz: [0, 0] switches the lag off; otherwise both ends are above 0");
        problems.Range("darkLevel", DarkLevel, 1e-4, 1);
    }
}
