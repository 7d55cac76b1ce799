using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Pixels;
using EventStereo.EventIO.Simulation.Scenes;
using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Tests.Simulation;

/// <summary>Small scenes of which everything is known, recorded with perfect pixels.</summary>
internal static class TestScenes
{
    public const double FocalPx = 100;
    public const double BaselineM = 0.1;

    public static readonly SensorSize Sensor = new(80, 48);

    public static SimulationConfig Config(double durationMs = 100) => new() { DurationMs = durationMs };

    /// <summary>A wall of random texture, square before the rig, at a disparity, with a speed over the image.</summary>
    public static Body Wall(double disparityPx, double columnsPerS = 0, ulong seed = 1) => Body.Of(
        new PlaneShape(),
        new BodyMotion(new Curve(0, columnsPerS), default, new Curve(disparityPx)),
        Texture(seed),
        TexelsPerM(disparityPx));

    /// <summary>A plain rectangle, square before the rig, with its centre and half sides in px.</summary>
    public static Body Card(double column, double row, double disparityPx, double halfWidthPx, double halfHeightPx, float grey, double columnsPerS = 0)
    {
        double metresPerPx = BaselineM / disparityPx;
        return Body.Of(
            PolygonPatch.Rectangle(halfWidthPx * metresPerPx, halfHeightPx * metresPerPx),
            new BodyMotion(new Curve(column, columnsPerS), new Curve(row), new Curve(disparityPx)),
            MipTexture.Uniform(grey),
            1);
    }

    public static Scene Of(params Body[] bodies) => new() { Sensor = Sensor, FocalPx = FocalPx, BaselineM = BaselineM, Bodies = bodies };

    /// <summary>Pixels that are all alike, without noise, lag, leak or reset.</summary>
    public static CameraSensor[] PerfectSensors(double threshold = 0.2)
    {
        return [One(), One()];

        CameraSensor One() => new(
            new PixelTraits
            {
                RiseThreshold = [.. Enumerable.Repeat((float)threshold, Sensor.Pixels)],
                FallThreshold = [.. Enumerable.Repeat((float)threshold, Sensor.Pixels)],
                DarkLevel = 0.01f,
            },
            new NoiseSource(0, new float[Sensor.Pixels], Sensor.Width, [], 0.5),
            PhaseKey: null);
    }

    public static MemorySink Record(Scene scene, double durationMs = 100, CameraSensor[]? sensors = null)
    {
        MemorySink sink = new();
        StereoSimulator.Record(Config(durationMs), scene, sensors ?? PerfectSensors(), sink, threads: 1, progress: null, CancellationToken.None);
        return sink;
    }

    /// <summary>Independent greys, one a texel: no two places look alike.</summary>
    private static MipTexture Texture(ulong seed) =>
        new(256, [.. Enumerable.Range(0, 256 * 256).Select(i => 0.05f + (0.9f * (float)CounterRandom.Unit(seed, (ulong)i)))]);

    private static double TexelsPerM(double disparityPx) => disparityPx / BaselineM;
}
