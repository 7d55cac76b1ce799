namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>A placed body of one kind of shape: the camera's rays are taken into the shape's frame once, then met there.</summary>
internal sealed class PlacedBody<TShape> : PlacedBody
    where TShape : struct, IShape
{
    // A surface that is seen more nearly edge-on than this is not blurred any further.
    private const double SteepestCosine = 0.2;

    private readonly Body body;
    private readonly TShape shape;
    private readonly Vec3 origin;
    private readonly Vec3 d0;
    private readonly Vec3 du;
    private readonly Vec3 dv;
    private readonly Lighting light;
    private readonly double texelsPerRay;

    public PlacedBody(Body body, TShape shape, CameraModel camera, Pose pose, Lighting light)
        : base(camera, pose)
    {
        this.body = body;
        this.shape = shape;
        origin = pose.R.Invert(camera.Origin - pose.T);
        d0 = pose.R.Invert(camera.D0);
        du = pose.R.Invert(camera.Du);
        dv = pose.R.Invert(camera.Dv);
        this.light = light with { Direction = pose.R.Invert(light.Direction) };
        texelsPerRay = body.TexelsPerM / camera.FocalPx;
        Bounds = double.IsInfinity(shape.BoundingRadius)
            ? new PixelBox(0, 0, camera.Sensor.Width, camera.Sensor.Height)
            : SphereBounds.Of(camera, pose.T, shape.BoundingRadius);
    }

    public override PixelBox Bounds { get; }

    public override void TraceRow(int y, int left, Span<double> depthM, Span<int> ids, int id)
    {
        if (y < Bounds.Top || y >= Bounds.Bottom)
        {
            return;
        }

        int from = Math.Max(0, Bounds.Left - left), to = Math.Min(depthM.Length, Bounds.Right - left);
        Vec3 row = d0 + (y * dv);
        for (int i = from; i < to; i++)
        {
            double s = shape.Intersect(origin, row + ((left + i) * du), out int face);
            if (s < depthM[i])
            {
                depthM[i] = s;
                ids[i] = id + face;
            }
        }
    }

    public override void ShadeRow(int y, int left, ReadOnlySpan<double> depthM, int face, Span<float> light)
    {
        if (body.Texture.IsUniform && shape.IsPlanar)
        {
            light[..depthM.Length].Fill((float)(Lit(new Vec3(0, 0, 1)) * body.Texture.Mean));
            return;
        }

        Vec3 row = d0 + (y * dv);
        if (!shape.IsPlanar)
        {
            for (int i = 0; i < depthM.Length; i++)
            {
                light[i] = Shade(row + ((left + i) * du), depthM[i], face);
            }

            return;
        }

        // A flat shape's normal is its z axis and its texture its x and y: the same as Shade, with less to do a pixel.
        float lit = (float)Lit(new Vec3(0, 0, 1));
        double texelsPerM = body.TexelsPerM;
        for (int i = 0; i < depthM.Length; i++)
        {
            double column = left + i, depth = depthM[i];
            float texelsPerPixel = (float)(depth * texelsPerRay / Math.Max(Math.Abs(row.Z + (column * du.Z)), SteepestCosine));
            double u = origin.X + (depth * (row.X + (column * du.X))), v = origin.Y + (depth * (row.Y + (column * du.Y)));
            light[i] = lit * body.Texture.Sample(u * texelsPerM, v * texelsPerM, texelsPerPixel);
        }
    }

    public override double Trace(double u, double v, out int face) => shape.Intersect(origin, d0 + (u * du) + (v * dv), out face);

    public override float Shade(double u, double v, double depthM, int face) => Shade(d0 + (u * du) + (v * dv), depthM, face);

    public override double MovesPx(PlacedBody next) =>
        Bounds.IsEmpty && next.Bounds.IsEmpty ? 0
        : shape.IsPlanar ? ImageMotion.OfPlane(this, next)
        : ImageMotion.OfSphere(this, next, shape.BoundingRadius);

    private float Shade(in Vec3 d, double depthM, int face)
    {
        Vec3 p = origin + (depthM * d);
        Vec3 normal = shape.Normal(p, face);
        double lit = Lit(normal);
        if (body.Texture.IsUniform)
        {
            return (float)(lit * body.Texture.Mean);
        }

        // A pixel's footprint is depth / focal length across and 1 / |n . d| as long along the slope, where d has a z of 1: the
        // same all over a fronto-parallel plane, so that both cameras see one texture. The faces of a solid read the texture
        // from different places.
        double slope = Math.Max(Math.Abs(normal.Dot(d)), SteepestCosine);
        float texelsPerPixel = (float)(depthM * texelsPerRay / slope);
        (double u, double v) = shape.Map(p, face);
        double shift = face * 0.37 * body.Texture.Size;
        return (float)lit * body.Texture.Sample((u * body.TexelsPerM) + shift, (v * body.TexelsPerM) - shift, texelsPerPixel);
    }

    private double Lit(in Vec3 normal)
    {
        double along = normal.Dot(light.Direction);
        return light.Ambient + ((1 - light.Ambient) * (shape.IsPlanar ? Math.Abs(along) : Math.Max(0, along)));
    }
}
