using System.Text.Json.Serialization;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation;

/// <summary>
/// Everything that a simulated stereo recording is drawn from. Each recording draws once from every range, by its seed.
/// Lengths on the image are in pixels and depth is given as disparity, so a configuration means the same for any sensor.
/// The defaults are MVSEC's rig (a DAVIS346 pair) among unremarkable indoor objects; see <see cref="SimulationPresets"/>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SimulationConfig
{
    /// <summary>A recording keeps its configuration in a text attribute of so many bytes at most.</summary>
    private const int MaxTextBytes = 60_000;

    /// <summary>Length of a recording in milliseconds. One second: 20 windows of 50 ms.</summary>
    public double DurationMs { get; init; } = 1000;

    /// <summary>Sensors to choose from. MVSEC's DAVIS346.</summary>
    public IReadOnlyList<SensorSize> Sensors { get; init; } = [SensorSize.Davis346];

    /// <summary>The rig: its geometry, its motion, and how far the right camera is from ideal.</summary>
    public RigConfig Rig { get; init; } = new();

    /// <summary>What stands before the rig.</summary>
    public SceneConfig Scene { get; init; } = new();

    /// <summary>The pixels: contrast thresholds, refractory time, bandwidth.</summary>
    public PixelConfig Pixels { get; init; } = new();

    /// <summary>Events that no contrast made.</summary>
    public NoiseConfig Noise { get; init; } = new();

    /// <summary>Where the views of a still scene take the place of a drawn one (<see cref="ImageSimulator"/>): how the rig moves along them.</summary>
    public ImagesConfig Images { get; init; } = new();

    /// <summary>Ground truths a second, the first one period after the start. 20, as MVSEC's lidar.</summary>
    public double GroundTruthHz { get; init; } = 20;

    /// <summary>
    /// The furthest that any visible point may move between two rendered frames, in pixels. Half a pixel: a step then never
    /// jumps over an edge, and linear interpolation in time stays true (Rebecq et al., "ESIM", CoRL 2018, section 3.1).
    /// </summary>
    public double MaxStepPx { get; init; } = 0.5;

    /// <summary>The longest time between two rendered frames in microseconds, where nothing moves fast. 5 ms: half an SBT channel.</summary>
    public int MaxStepUs { get; init; } = 5000;

    /// <summary>Every problem of this configuration, one line each with the key that it is about; empty when it is sound.</summary>
    public IReadOnlyList<string> Validate()
    {
        ProblemList problems = new();
        problems.Number("durationMs", DurationMs, 1, 1_800_000);
        problems.Number("groundTruthHz", GroundTruthHz, 0.1, 1000);
        problems.Number("maxStepPx", MaxStepPx, 0.01, 0.5);
        problems.Number("maxStepUs", MaxStepUs, 50, 100_000);
        problems.Check(Sensors is { Count: > 0 }, "sensors: name at least one");
        foreach (SensorSize sensor in Sensors ?? [])
        {
            problems.Check(sensor.Width is >= 16 and <= 2048 && sensor.Height is >= 16 and <= 2048, $"sensors: {sensor} is outside 16x16 to 2048x2048");
        }

        problems.Part("rig", Rig, (part, list) => part.Validate(list));
        problems.Part("scene", Scene, (part, list) => part.Validate(list));
        problems.Part("pixels", Pixels, (part, list) => part.Validate(list));
        problems.Part("noise", Noise, (part, list) => part.Validate(list));
        problems.Part("images", Images, (part, list) => part.Validate(list));
        problems.Check(problems.Lines.Count > 0 || SimulationConfigJson.Write(this).Length < MaxTextBytes, FormattableString.Invariant($"the configuration has {MaxTextBytes:N0} bytes or more, which a recording does not hold; name fewer scene.photographs, or by shorter paths"));
        return problems.Lines;
    }
}
