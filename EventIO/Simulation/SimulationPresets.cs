using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation;

/// <summary>Configurations by name.</summary>
public static class SimulationPresets
{
    /// <summary>The names, in the order to show them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mvsec", "training"];

    /// <summary>MVSEC's rig moving among indoor objects: 346x260, f * B = 19.941772 px*m, one second.</summary>
    public static SimulationConfig Mvsec { get; } = new();

    /// <summary>
    /// Short sequences as unlike one another as may be, to train what shall carry over to other cameras: small sensors,
    /// disparities to 60 px, few and large shapes, often plain before a resting background, cameras of unequal
    /// sensitivity that are not quite aligned, and much noise.
    /// </summary>
    public static SimulationConfig Training { get; } = new()
    {
        // Four windows of 50 ms and a lead-in of one.
        DurationMs = 250,
        Sensors = [new SensorSize(176, 144), new SensorSize(160, 128), new SensorSize(128, 128)],
        Rig = new RigConfig
        {
            FocalPx = new ValueRange(100, 260),
            FocalTimesBaseline = new ValueRange(10, 40),

            // Most rigs rest: most of the image is silent then and only shapes are seen.
            MovingShare = 0.35,
            TranslationPxPerS = new ValueRange(20, 250),
            RotationPxPerS = new ValueRange(5, 200),
            RollDegreesPerS = new ValueRange(0, 40),
            ApproachPerS = new ValueRange(0, 0.2),
            SwayHz = new ValueRange(0.3, 2),
            RowOffsetPx = new ValueRange(-2, 2),
            RollOffsetDegrees = new ValueRange(-1, 1),
            LatencyMs = new ValueRange(-4, 4),
        },
        Scene = new SceneConfig
        {
            BackgroundDisparityPx = new ValueRange(1, 24),
            BackgroundGradient = new ValueRange(-0.08, 0.08),
            PlainBackgroundShare = 0.35,
            MovingBackgroundShare = 0.2,
            Shapes = new ValueRange(1, 5),
            ShapeDisparityPx = new ValueRange(4, 58),
            ShapeRadius = new ValueRange(0.06, 0.5),
            ShapeAspect = new ValueRange(0.06, 1),
            PlainShapeShare = 0.5,
            MovingShapeShare = 0.9,
            ShapeSpeedPxPerS = new ValueRange(25, 500),
            DisparityDriftPxPerS = new ValueRange(0, 70),
            SpinDegreesPerS = new ValueRange(0, 180),
            SwayHz = new ValueRange(0.3, 3),
            TexelPx = new ValueRange(0.7, 3),
        },
        Pixels = new PixelConfig
        {
            Threshold = new ValueRange(0.12, 0.6),
            RightToLeft = new ValueRange(0.4, 2.5),
            FallToRise = new ValueRange(0.5, 2),
            ThresholdSpread = new ValueRange(0.03, 0.2),
            MismatchedShare = new ValueRange(0, 0.15),
            DeadShare = new ValueRange(0, 0.01),
            RefractoryUs = new ValueRange(50, 3000),
            BandwidthHz = new ValueRange(30, 1000),
        },
        Noise = new NoiseConfig
        {
            BackgroundHz = new ValueRange(0, 0.5),
            HotShare = new ValueRange(0, 0.001),
            BurstsPerS = new ValueRange(0, 1),
        },
    };

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static SimulationConfig Find(string name) => name switch
    {
        "mvsec" => Mvsec,
        "training" => Training,
        _ => throw new ArgumentException($"no preset '{name}'; there are {string.Join(", ", Names)}", nameof(name)),
    };
}
