namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>The capped cylinder about the y axis: mantle (face 0) and caps (faces 1 and 2).</summary>
internal readonly struct CylinderShape(double radius, double halfLength) : IShape
{
    public double BoundingRadius => Math.Sqrt((radius * radius) + (halfLength * halfLength));

    public bool IsPlanar => false;

    public double Intersect(in Vec3 o, in Vec3 d, out int face)
    {
        double best = double.PositiveInfinity;
        face = 0;
        double a = (d.X * d.X) + (d.Z * d.Z), b = (o.X * d.X) + (o.Z * d.Z), c = (o.X * o.X) + (o.Z * o.Z) - (radius * radius);
        double discriminant = (b * b) - (a * c);
        if (discriminant < 0)
        {
            return best;
        }

        double root = Math.Sqrt(discriminant);
        Mantle(o, d, (-b - root) / a, ref best);
        Mantle(o, d, (-b + root) / a, ref best);
        for (int cap = 1; cap <= 2; cap++)
        {
            double s = (((cap == 1 ? 1 : -1) * halfLength) - o.Y) / d.Y;
            double x = o.X + (s * d.X), z = o.Z + (s * d.Z);
            if (s > 0 && s < best && (x * x) + (z * z) <= radius * radius)
            {
                (best, face) = (s, cap);
            }
        }

        return best;
    }

    public (double U, double V) Map(in Vec3 p, int face) => face == 0 ? (Math.Atan2(p.X, p.Z) * radius, p.Y) : (p.X, p.Z);

    public Vec3 Normal(in Vec3 p, int face) => face == 0
        ? new Vec3(p.X / radius, 0, p.Z / radius)
        : new Vec3(0, face == 1 ? 1 : -1, 0);

    private void Mantle(in Vec3 o, in Vec3 d, double s, ref double best)
    {
        if (s > 0 && s < best && Math.Abs(o.Y + (s * d.Y)) <= halfLength)
        {
            best = s;
        }
    }
}
