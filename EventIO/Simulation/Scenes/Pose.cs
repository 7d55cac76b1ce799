namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A rigid placement: <c>p -> R p + T</c>.</summary>
internal readonly record struct Pose(Rotation R, Vec3 T)
{
    public static readonly Pose Identity = new(Rotation.Identity, default);

    public static Pose operator *(in Pose a, in Pose b) => new(a.R * b.R, a.Apply(b.T));

    public Vec3 Apply(in Vec3 p) => R.Apply(p) + T;

    public Pose Inverse()
    {
        Rotation inverse = R.Inverse();
        return new Pose(inverse, -inverse.Apply(T));
    }
}
