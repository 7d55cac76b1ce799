namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>The rig's place in the world over time: the left camera's centre in metres and its turn in radians.</summary>
internal sealed record RigMotion(Curve X, Curve Y, Curve Z, Curve Pitch, Curve Yaw, Curve Roll)
{
    public static readonly RigMotion Resting = new(default, default, default, default, default, default);

    public bool IsStatic => X.IsConstant && Y.IsConstant && Z.IsConstant && Pitch.IsConstant && Yaw.IsConstant && Roll.IsConstant;

    public Pose At(double seconds) => new(
        Rotation.FromAngles(Pitch.At(seconds), Yaw.At(seconds), Roll.At(seconds)),
        new Vec3(X.At(seconds), Y.At(seconds), Z.At(seconds)));
}
