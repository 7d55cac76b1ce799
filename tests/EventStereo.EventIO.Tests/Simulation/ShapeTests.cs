using EventStereo.EventIO.Simulation;
using EventStereo.EventIO.Simulation.Scenes;

namespace EventStereo.EventIO.Tests.Simulation;

/// <summary>Each shape's intersection against a march along the ray through its implicit form, an independent way to the same point.</summary>
public sealed class ShapeTests
{
    private const double Step = 1e-3;

    [Fact]
    public void Ellipsoid_is_met_where_the_march_enters() =>
        Compare(new EllipsoidShape(0.5, 0.3, 0.8), p => (p.X * p.X / 0.25) + (p.Y * p.Y / 0.09) + (p.Z * p.Z / 0.64) <= 1);

    [Fact]
    public void Box_is_met_where_the_march_enters() =>
        Compare(new BoxShape(0.5, 0.3, 0.8), p => Math.Abs(p.X) <= 0.5 && Math.Abs(p.Y) <= 0.3 && Math.Abs(p.Z) <= 0.8);

    [Fact]
    public void Cylinder_is_met_where_the_march_enters() =>
        Compare(new CylinderShape(0.4, 0.7), p => (p.X * p.X) + (p.Z * p.Z) <= 0.16 && Math.Abs(p.Y) <= 0.7);

    [Theory]
    [InlineData(0.0, 0.0, true)]
    [InlineData(0.45, 0.0, true)]
    [InlineData(0.55, 0.0, false)]
    [InlineData(0.0, 0.25, false)]
    public void Ellipse_holds_what_lies_within_its_half_axes(double x, double y, bool hit)
    {
        EllipsePatch patch = new(0.5, 0.2);
        Assert.Equal(hit ? 2.0 : double.PositiveInfinity, patch.Intersect(new Vec3(x, y, -2), new Vec3(0, 0, 1), out _));
    }

    [Fact]
    public void Polygon_follows_the_even_odd_rule_around_a_notch()
    {
        // An arrowhead: the notch between its tails is outside.
        PolygonPatch patch = new([0, 1, 0, -1], [-1, 1, 0, 1]);
        Assert.Equal(1, patch.Intersect(new Vec3(0, -0.5, -1), new Vec3(0, 0, 1), out _));
        Assert.Equal(double.PositiveInfinity, patch.Intersect(new Vec3(0, 0.5, -1), new Vec3(0, 0, 1), out _));
        Assert.Equal(1, patch.Intersect(new Vec3(0.6, 0.5, -1), new Vec3(0, 0, 1), out _));
    }

    [Fact]
    public void Plane_behind_the_ray_is_not_met() =>
        Assert.Equal(double.PositiveInfinity, default(PlaneShape).Intersect(new Vec3(0, 0, 1), new Vec3(0.1, 0, 1), out _));

    [Fact]
    public void Rotation_with_normal_is_a_rotation_that_takes_z_there()
    {
        RandomStream random = new(9);
        for (int i = 0; i < 100; i++)
        {
            Vec3 normal = RandomDirection(random);
            Rotation rotation = Rotation.WithNormal(normal);
            Assert.True((rotation.AxisZ - normal).Length < 1e-12);
            Assert.True((rotation.AxisX.Cross(rotation.AxisY) - rotation.AxisZ).Length < 1e-12);
            Assert.Equal(1, rotation.AxisX.Length, 1e-12);
        }
    }

    [Fact]
    public void Chord_of_a_rotation_is_how_far_a_point_off_the_axis_moves()
    {
        Rotation rotation = Rotation.FromAngles(0, 0, 0.7);
        Assert.Equal((rotation.Apply(new Vec3(1, 0, 0)) - new Vec3(1, 0, 0)).Length, rotation.Chord(), 1e-12);
    }

    private static void Compare<TShape>(TShape shape, Func<Vec3, bool> inside)
        where TShape : struct, IShape
    {
        RandomStream random = new(4);
        int hits = 0;
        for (int ray = 0; ray < 400; ray++)
        {
            // From a point outside towards one near the shape, so that about half the rays hit.
            Vec3 origin = 3 * RandomDirection(random);
            Vec3 direction = (0.9 * RandomDirection(random)) - origin;
            double s = shape.Intersect(origin, direction, out int face);
            double marched = double.PositiveInfinity;
            for (double t = 0; t < 1.5; t += Step)
            {
                if (inside(origin + (t * direction)))
                {
                    marched = t;
                    break;
                }
            }

            if (double.IsFinite(marched))
            {
                hits++;
                Assert.InRange(s, marched - (1.01 * Step), marched + 1e-9);
                CheckSurface(shape, origin + (s * direction), direction, face, inside);
            }
            else if (double.IsFinite(s))
            {
                // A graze shorter than the march's step.
                Assert.False(inside(origin + ((s + Step) * direction)));
            }
        }

        Assert.InRange(hits, 50, 390);
    }

    private static void CheckSurface<TShape>(TShape shape, Vec3 p, Vec3 direction, int face, Func<Vec3, bool> inside)
        where TShape : struct, IShape
    {
        Vec3 normal = shape.Normal(p, face);
        Assert.Equal(1, normal.Length, 1e-9);
        Assert.True(normal.Dot(direction) < 1e-9, "the normal of the face that was met points outwards");
        Assert.True(p.Length <= shape.BoundingRadius + 1e-9);
        Assert.False(inside(p + (1e-6 * normal)));
        (double u, double v) = shape.Map(p, face);
        Assert.True(double.IsFinite(u) && double.IsFinite(v));
    }

    private static Vec3 RandomDirection(RandomStream random)
    {
        double z = (2 * random.Unit()) - 1, around = random.Angle(), r = Math.Sqrt(1 - (z * z));
        return new Vec3(r * Math.Cos(around), r * Math.Sin(around), z);
    }
}
