namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A rotation as the three orthonormal columns of its matrix: where it takes the x, y and z axes.</summary>
internal readonly record struct Rotation(Vec3 AxisX, Vec3 AxisY, Vec3 AxisZ)
{
    public static readonly Rotation Identity = new(new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1));

    /// <summary>Roll about z after yaw about y after pitch about x, in radians.</summary>
    public static Rotation FromAngles(double pitch, double yaw, double roll)
    {
        (double sx, double cx) = Math.SinCos(pitch);
        (double sy, double cy) = Math.SinCos(yaw);
        (double sz, double cz) = Math.SinCos(roll);
        return new Rotation(
            new Vec3(cz * cy, sz * cy, -sy),
            new Vec3((cz * sy * sx) - (sz * cx), (sz * sy * sx) + (cz * cx), cy * sx),
            new Vec3((cz * sy * cx) + (sz * sx), (sz * sy * cx) - (cz * sx), cy * cx));
    }

    /// <summary>The rotation that takes the z axis to <paramref name="normal"/> and keeps the x axis as near to its place as can be.</summary>
    public static Rotation WithNormal(in Vec3 normal)
    {
        Vec3 z = normal.Normalized();
        Vec3 x = new Vec3(0, Math.Abs(z.Y) < 0.99 ? 1 : 0, Math.Abs(z.Y) < 0.99 ? 0 : 1).Cross(z).Normalized();
        return new Rotation(x, z.Cross(x), z);
    }

    public static Rotation operator *(in Rotation a, in Rotation b) => new(a.Apply(b.AxisX), a.Apply(b.AxisY), a.Apply(b.AxisZ));

    public Vec3 Apply(in Vec3 p) => (p.X * AxisX) + (p.Y * AxisY) + (p.Z * AxisZ);

    /// <summary>The inverse rotation applied to <paramref name="p"/>.</summary>
    public Vec3 Invert(in Vec3 p) => new(AxisX.Dot(p), AxisY.Dot(p), AxisZ.Dot(p));

    public Rotation Inverse() =>
        new(new Vec3(AxisX.X, AxisY.X, AxisZ.X), new Vec3(AxisX.Y, AxisY.Y, AxisZ.Y), new Vec3(AxisX.Z, AxisY.Z, AxisZ.Z));

    /// <summary>How far a point at distance 1 from the axis moves: <c>2 sin(angle / 2)</c>, exact for small angles too.</summary>
    public double Chord()
    {
        // |R - I| in the Frobenius norm is 2 sqrt(2) sin(angle / 2).
        Vec3 x = AxisX - Identity.AxisX, y = AxisY - Identity.AxisY, z = AxisZ - Identity.AxisZ;
        return Math.Sqrt((x.Dot(x) + y.Dot(y) + z.Dot(z)) / 2);
    }
}
