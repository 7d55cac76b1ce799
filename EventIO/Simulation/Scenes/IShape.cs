namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// A surface in its own frame, in metres. Implemented by structs, so that a row of rays is traced without a virtual call a
/// ray: the body that holds the shape is generic.
/// </summary>
internal interface IShape
{
    /// <summary>Radius of the sphere about the origin that holds the shape; infinite for a plane.</summary>
    double BoundingRadius { get; }

    /// <summary>Whether the whole shape lies in the plane z = 0.</summary>
    bool IsPlanar { get; }

    /// <summary>
    /// The smallest positive <c>s</c> at which <c>o + s d</c> meets the surface, infinity if none, and the number of the smooth
    /// face that it meets.
    /// </summary>
    double Intersect(in Vec3 o, in Vec3 d, out int face);

    /// <summary>Coordinates of surface point <paramref name="p"/> on the texture, in metres.</summary>
    (double U, double V) Map(in Vec3 p, int face);

    /// <summary>The unit normal at surface point <paramref name="p"/>; outwards for a solid, of either sign for a flat shape.</summary>
    Vec3 Normal(in Vec3 p, int face);
}
