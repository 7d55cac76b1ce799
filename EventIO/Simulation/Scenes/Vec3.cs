namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A point or direction in metres, in double: x to the right, y down, z away from the camera.</summary>
internal readonly record struct Vec3(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static Vec3 operator +(in Vec3 a, in Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec3 operator -(in Vec3 a, in Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vec3 operator -(in Vec3 a) => new(-a.X, -a.Y, -a.Z);

    public static Vec3 operator *(double s, in Vec3 a) => new(s * a.X, s * a.Y, s * a.Z);

    public double Dot(in Vec3 b) => (X * b.X) + (Y * b.Y) + (Z * b.Z);

    public Vec3 Cross(in Vec3 b) => new((Y * b.Z) - (Z * b.Y), (Z * b.X) - (X * b.Z), (X * b.Y) - (Y * b.X));

    public Vec3 Normalized() => (1 / Length) * this;
}
