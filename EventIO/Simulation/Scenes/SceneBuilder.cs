using EventStereo.EventIO.Events;
using EventStereo.EventIO.Simulation.Textures;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>Draws a scene from a configuration: sensor and rig, the background, the shapes before it, the light.</summary>
internal static class SceneBuilder
{
    // The rig's swaying moves the nearest thing by at most this part of the image, and of its distance towards it.
    private const double SwayPart = 0.3;
    private const double ApproachPart = 0.1;

    public static Scene Build(SimulationConfig config, RandomStream random)
    {
        RandomStream rigRandom = random.Split(1);
        SensorSize sensor = config.Sensors[rigRandom.Index(config.Sensors.Count)];
        double focalPx = rigRandom.In(config.Rig.FocalPx), focalTimesBaseline = rigRandom.In(config.Rig.FocalTimesBaseline);
        SceneDraft draft = new(config.Scene, sensor, focalPx, focalTimesBaseline, new TextureSource(config.Scene));
        bool rigMoves = rigRandom.Chance(config.Rig.MovingShare);
        RandomStream sceneRandom = random.Split(2);
        bool backgroundMoves = !rigMoves && sceneRandom.Chance(config.Scene.MovingBackgroundShare);
        BackgroundBuilder background = new(draft, config.Rig);
        background.Add(sceneRandom.Split(1), backgroundMoves);
        ShapeBuilder shapes = new(draft, background);
        shapes.Add(sceneRandom.Split(2), somethingElseMoves: rigMoves || backgroundMoves);
        return new Scene
        {
            Sensor = sensor,
            FocalPx = focalPx,
            BaselineM = focalTimesBaseline / focalPx,
            Bodies = draft.Bodies,
            Rig = rigMoves ? Sway(config.Rig, draft, background, shapes.NearestDisparityPx, rigRandom.Split(1)) : RigMotion.Resting,
            Light = Light(config.Scene, random.Split(3)),
            RowOffsetPx = rigRandom.In(config.Rig.RowOffsetPx),
            RollOffset = double.DegreesToRadians(rigRandom.In(config.Rig.RollOffsetDegrees)),
            LatencySeconds = rigRandom.In(config.Rig.LatencyMs) * 1e-3,
        };
    }

    private static RigMotion Sway(RigConfig rig, SceneDraft draft, BackgroundBuilder background, double nearestDisparityPx, RandomStream random)
    {
        double depthM = draft.FocalTimesBaseline / background.WallDisparityPx;
        double nearestM = draft.FocalTimesBaseline / Math.Max(nearestDisparityPx, background.WallDisparityPx);
        double swayM = Math.Min(background.FreeM, SwayPart * draft.Sensor.Width * nearestM / draft.FocalPx);
        double swayAngle = SwayPart * draft.Sensor.Width / draft.FocalPx;
        (double sin, double cos) = Math.SinCos(random.Angle());
        double speed = random.LogIn(rig.TranslationPxPerS) * depthM / draft.FocalPx;
        (double sinTurn, double cosTurn) = Math.SinCos(random.Angle());
        double turn = random.LogIn(rig.RotationPxPerS) / draft.FocalPx;
        double roll = double.DegreesToRadians(random.In(rig.RollDegreesPerS));
        return new RigMotion(
            Curve(speed * cos, swayM),
            Curve(speed * sin, swayM),
            Curve(random.In(rig.ApproachPerS) * depthM, Math.Min(background.FreeM, ApproachPart * nearestM)),
            Curve(turn * sinTurn, swayAngle),
            Curve(turn * cosTurn, swayAngle),
            Curve(roll, 0.5));

        Curve Curve(double peakPerS, double limit) => Scenes.Curve.Sway(0, peakPerS, random.LogIn(rig.SwayHz), random.Angle()).Limit(limit);
    }

    /// <summary>Light from above or beside, on the side of the rig.</summary>
    private static Lighting Light(SceneConfig scene, RandomStream random)
    {
        double around = random.Angle(), height = 0.2 + (0.7 * random.Unit());
        Vec3 direction = new(Math.Cos(around) * Math.Sqrt(1 - (height * height)), -Math.Abs(Math.Sin(around)) * Math.Sqrt(1 - (height * height)), -height);
        return new Lighting(direction.Normalized(), random.In(scene.AmbientShare));
    }
}
