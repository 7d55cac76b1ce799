namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// The ellipsoid with the given half axes. Its texture is that of a cube about it, projected from the centre: a face for each
/// direction of an axis, so that no pole gathers texels.
/// </summary>
internal readonly struct EllipsoidShape(double halfX, double halfY, double halfZ) : IShape
{
    private readonly Vec3 inverse = new(1 / halfX, 1 / halfY, 1 / halfZ);

    public double BoundingRadius => Math.Max(halfX, Math.Max(halfY, halfZ));

    public bool IsPlanar => false;

    public double Intersect(in Vec3 o, in Vec3 d, out int face)
    {
        // On the unit sphere: |q + s e|^2 = 1.
        Vec3 q = new(o.X * inverse.X, o.Y * inverse.Y, o.Z * inverse.Z);
        Vec3 e = new(d.X * inverse.X, d.Y * inverse.Y, d.Z * inverse.Z);
        double a = e.Dot(e), b = q.Dot(e), c = q.Dot(q) - 1;
        double discriminant = (b * b) - (a * c);
        face = 0;
        if (discriminant < 0)
        {
            return double.PositiveInfinity;
        }

        double root = Math.Sqrt(discriminant);
        double s = (-b - root) / a;
        s = s > 0 ? s : (-b + root) / a;
        if (!(s > 0))
        {
            return double.PositiveInfinity;
        }

        face = CubeFace(q + (s * e));
        return s;
    }

    public (double U, double V) Map(in Vec3 p, int face)
    {
        Vec3 q = new(p.X * inverse.X, p.Y * inverse.Y, p.Z * inverse.Z);
        double radius = BoundingRadius;
        return (face >> 1) switch
        {
            0 => (radius * q.Y / Math.Abs(q.X), radius * q.Z / Math.Abs(q.X)),
            1 => (radius * q.X / Math.Abs(q.Y), radius * q.Z / Math.Abs(q.Y)),
            _ => (radius * q.X / Math.Abs(q.Z), radius * q.Y / Math.Abs(q.Z)),
        };
    }

    public Vec3 Normal(in Vec3 p, int face) =>
        new Vec3(p.X * inverse.X * inverse.X, p.Y * inverse.Y * inverse.Y, p.Z * inverse.Z * inverse.Z).Normalized();

    private static int CubeFace(in Vec3 q)
    {
        double x = Math.Abs(q.X), y = Math.Abs(q.Y), z = Math.Abs(q.Z);
        return x >= y && x >= z ? (q.X > 0 ? 0 : 1) : y >= z ? (q.Y > 0 ? 2 : 3) : (q.Z > 0 ? 4 : 5);
    }
}
