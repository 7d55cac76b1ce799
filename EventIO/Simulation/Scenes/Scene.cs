using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>Bodies before a moving stereo rig, under one light that stands in the world.</summary>
internal sealed class Scene
{
    public required SensorSize Sensor { get; init; }

    public required double FocalPx { get; init; }

    public required double BaselineM { get; init; }

    public required IReadOnlyList<Body> Bodies { get; init; }

    public RigMotion Rig { get; init; } = RigMotion.Resting;

    public Lighting Light { get; init; } = new(new Vec3(0, -1, 0), 1);

    /// <summary>Row offset of the right camera in px, downwards.</summary>
    public double RowOffsetPx { get; init; }

    /// <summary>Roll of the right camera in radians.</summary>
    public double RollOffset { get; init; }

    /// <summary>Lateness of the right camera's time stamps in seconds.</summary>
    public double LatencySeconds { get; init; }

    /// <summary>The left camera, or with <paramref name="ideal"/> false the right one as it is.</summary>
    public CameraModel Camera(CameraSide side, bool ideal = false) => side == CameraSide.Left
        ? new CameraModel(Sensor, FocalPx, 0)
        : ideal ? new CameraModel(Sensor, FocalPx, BaselineM)
        : new CameraModel(Sensor, FocalPx, BaselineM, RowOffsetPx, RollOffset, LatencySeconds);

    /// <summary>
    /// The bodies before <paramref name="camera"/> at a time of the recording; those that have not moved since
    /// <paramref name="before"/> are the same objects again.
    /// </summary>
    public PlacedBody[] Place(CameraModel camera, double seconds, PlacedBody[]? before = null)
    {
        double sceneSeconds = seconds - camera.LatencySeconds;
        Pose rigFromWorld = Rig.At(sceneSeconds).Inverse();
        Lighting light = Light with { Direction = rigFromWorld.R.Apply(Light.Direction) };
        PlacedBody[] placed = new PlacedBody[Bodies.Count];
        for (int i = 0; i < placed.Length; i++)
        {
            Body body = Bodies[i];
            placed[i] = before is not null && Rig.IsStatic && body.Motion.IsStatic
                ? before[i]
                : body.Place(camera, rigFromWorld * body.Motion.At(sceneSeconds, FocalPx, FocalPx * BaselineM), light);
        }

        return placed;
    }
}
