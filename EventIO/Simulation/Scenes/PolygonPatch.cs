namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A polygon in the plane z = 0; inside by the even-odd rule.</summary>
internal readonly struct PolygonPatch : IShape
{
    private readonly double[] xs;
    private readonly double[] ys;

    public PolygonPatch(double[] xs, double[] ys)
    {
        this.xs = xs;
        this.ys = ys;
        BoundingRadius = xs.Zip(ys, (x, y) => Math.Sqrt((x * x) + (y * y))).Max();
    }

    public double BoundingRadius { get; }

    public bool IsPlanar => true;

    /// <summary>The rectangle with the given half sides.</summary>
    public static PolygonPatch Rectangle(double halfX, double halfY) => new([-halfX, halfX, halfX, -halfX], [-halfY, -halfY, halfY, halfY]);

    public double Intersect(in Vec3 o, in Vec3 d, out int face)
    {
        face = 0;
        double s = -o.Z / d.Z;
        return s > 0 && Contains(o.X + (s * d.X), o.Y + (s * d.Y)) ? s : double.PositiveInfinity;
    }

    public (double U, double V) Map(in Vec3 p, int face) => (p.X, p.Y);

    public Vec3 Normal(in Vec3 p, int face) => new(0, 0, 1);

    private bool Contains(double x, double y)
    {
        bool inside = false;
        for (int i = 0, j = xs.Length - 1; i < xs.Length; j = i++)
        {
            if (ys[i] > y != ys[j] > y && x < xs[i] + ((xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i])))
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
