namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>The pixels that a sphere may cover.</summary>
internal static class SphereBounds
{
    /// <summary>A box of <paramref name="camera"/>'s pixels that holds the image of the sphere; the whole sensor where the camera is within or beside it.</summary>
    public static PixelBox Of(CameraModel camera, in Vec3 centre, double radius)
    {
        PixelBox sensor = new(0, 0, camera.Sensor.Width, camera.Sensor.Height);
        Vec3 c = centre - camera.Origin;
        if (c.Z + radius <= 0)
        {
            return PixelBox.Empty;
        }

        if (!Tangents(c.X, c.Z, radius, out double x0, out double x1) || !Tangents(c.Y, c.Z, radius, out double y0, out double y1))
        {
            return sensor;
        }

        (double left, double top, double right, double bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (int corner = 0; corner < 4; corner++)
        {
            (double u, double v) = camera.Project(camera.Origin + new Vec3((corner & 1) == 0 ? x0 : x1, (corner & 2) == 0 ? y0 : y1, 1));
            (left, right) = (Math.Min(left, u), Math.Max(right, u));
            (top, bottom) = (Math.Min(top, v), Math.Max(bottom, v));
        }

        PixelBox box = new(Clamp(Math.Floor(left), sensor.Right), Clamp(Math.Floor(top), sensor.Bottom), Clamp(Math.Ceiling(right) + 1, sensor.Right), Clamp(Math.Ceiling(bottom) + 1, sensor.Bottom));
        return box.IsEmpty ? PixelBox.Empty : box;
    }

    /// <summary>Slopes x/z of the two lines through the origin that touch the circle about (x, z); false if one points sideways or back.</summary>
    private static bool Tangents(double x, double z, double radius, out double low, out double high)
    {
        double distance = Math.Sqrt((x * x) + (z * z));
        double middle = Math.Atan2(x, z);
        double half = distance > radius ? Math.Asin(radius / distance) : Math.PI;
        low = Math.Tan(middle - half);
        high = Math.Tan(middle + half);
        return middle - half > -1.5 && middle + half < 1.5;
    }

    private static int Clamp(double value, int limit) => (int)Math.Clamp(value, 0, limit);
}
