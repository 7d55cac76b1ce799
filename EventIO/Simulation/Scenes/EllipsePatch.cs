namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>An ellipse in the plane z = 0 with the given half axes.</summary>
internal readonly struct EllipsePatch(double halfX, double halfY) : IShape
{
    public double BoundingRadius => Math.Max(halfX, halfY);

    public bool IsPlanar => true;

    public double Intersect(in Vec3 o, in Vec3 d, out int face)
    {
        face = 0;
        double s = -o.Z / d.Z;
        double x = (o.X + (s * d.X)) / halfX, y = (o.Y + (s * d.Y)) / halfY;
        return s > 0 && (x * x) + (y * y) <= 1 ? s : double.PositiveInfinity;
    }

    public (double U, double V) Map(in Vec3 p, int face) => (p.X, p.Y);

    public Vec3 Normal(in Vec3 p, int face) => new(0, 0, 1);
}
