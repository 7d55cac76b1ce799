namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>The box with the given half sides; each of its six sides is a face with its own piece of the texture.</summary>
internal readonly struct BoxShape(double halfX, double halfY, double halfZ) : IShape
{
    public double BoundingRadius => new Vec3(halfX, halfY, halfZ).Length;

    public bool IsPlanar => false;

    public double Intersect(in Vec3 o, in Vec3 d, out int face)
    {
        // The slab method: the ray is inside from the last entry to the first exit.
        double enter = double.NegativeInfinity, leave = double.PositiveInfinity;
        int enterFace = 0, leaveFace = 0;
        Slab(o.X, d.X, halfX, 0, ref enter, ref leave, ref enterFace, ref leaveFace);
        Slab(o.Y, d.Y, halfY, 2, ref enter, ref leave, ref enterFace, ref leaveFace);
        Slab(o.Z, d.Z, halfZ, 4, ref enter, ref leave, ref enterFace, ref leaveFace);
        face = enter > 0 ? enterFace : leaveFace;
        return !(leave > 0) || enter > leave ? double.PositiveInfinity : enter > 0 ? enter : leave;
    }

    public (double U, double V) Map(in Vec3 p, int face) => (face >> 1) switch
    {
        0 => (p.Y, p.Z),
        1 => (p.X, p.Z),
        _ => (p.X, p.Y),
    };

    public Vec3 Normal(in Vec3 p, int face) => (face >> 1) switch
    {
        0 => new Vec3(1 - (2 * (face & 1)), 0, 0),
        1 => new Vec3(0, 1 - (2 * (face & 1)), 0),
        _ => new Vec3(0, 0, 1 - (2 * (face & 1))),
    };

    private static void Slab(double o, double d, double half, int axisFace, ref double enter, ref double leave, ref int enterFace, ref int leaveFace)
    {
        // A ray along the slab divides by zero: both ends are infinite, of one sign outside the slab and of two inside.
        double toPositive = (half - o) / d, toNegative = (-half - o) / d;
        (double near, int nearFace, double far, int farFace) = d < 0
            ? (toPositive, axisFace, toNegative, axisFace + 1)
            : (toNegative, axisFace + 1, toPositive, axisFace);
        if (near > enter)
        {
            (enter, enterFace) = (near, nearFace);
        }

        if (far < leave)
        {
            (leave, leaveFace) = (far, farFace);
        }
    }
}
