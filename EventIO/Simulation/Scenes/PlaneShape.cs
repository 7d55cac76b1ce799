namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>The infinite plane z = 0.</summary>
internal readonly struct PlaneShape : IShape
{
    public double BoundingRadius => double.PositiveInfinity;

    public bool IsPlanar => true;

    public double Intersect(in Vec3 o, in Vec3 d, out int face)
    {
        face = 0;
        double s = -o.Z / d.Z;
        return s > 0 ? s : double.PositiveInfinity;
    }

    public (double U, double V) Map(in Vec3 p, int face) => (p.X, p.Y);

    public Vec3 Normal(in Vec3 p, int face) => new(0, 0, 1);
}
