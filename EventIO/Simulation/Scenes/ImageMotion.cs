namespace EventStereo.EventIO.Simulation.Scenes;

/// <summary>
/// How far a body's points move over the image between two instants. A point P of the camera's frame that moves by D is
/// displaced by <c>f (Dxy - (x, y) Dz) / (Z + Dz)</c>, where <c>(x, y) = Pxy / Z</c>.
/// </summary>
internal static class ImageMotion
{
    // The field of a plane is smooth (a homography less the identity): its maximum lies at most this much above a 9 by 7 grid's.
    private const double GridMargin = 1.03;
    private const int GridColumns = 8;
    private const int GridRows = 6;

    // A body is kept from coming nearer than this part of its distance; see the scene's builder.
    private const double NearestPart = 0.1;

    /// <summary>For a body that lies in its plane z = 0: the largest displacement over a grid of its bounding box.</summary>
    public static double OfPlane(PlacedBody from, PlacedBody to)
    {
        CameraModel camera = from.Camera;
        PixelBox box = from.Bounds.Union(to.Bounds);
        double largest = 0;
        for (int row = 0; row <= GridRows; row++)
        {
            for (int column = 0; column <= GridColumns; column++)
            {
                double u = box.Left + ((box.Right - 1 - box.Left) * column / (double)GridColumns);
                double v = box.Top + ((box.Bottom - 1 - box.Top) * row / (double)GridRows);
                largest = Math.Max(largest, OfPlanePoint(camera, from.Pose, to.Pose, camera.D0 + (u * camera.Du) + (v * camera.Dv)));
            }
        }

        return largest * GridMargin;
    }

    /// <summary>For any body within <paramref name="radius"/> of its centre: the triangle inequality over translation and turn.</summary>
    public static double OfSphere(PlacedBody from, PlacedBody to, double radius)
    {
        CameraModel camera = from.Camera;
        Vec3 moved = to.Pose.T - from.Pose.T;
        double turned = (to.Pose.R * from.Pose.R.Inverse()).Chord() * radius;
        double nearest = Math.Min(NearestOf(from.Pose.T.Z, radius), NearestOf(to.Pose.T.Z, radius));
        double slope = Math.Sqrt((camera.CentreX * camera.CentreX) + (camera.CentreY * camera.CentreY)) / camera.FocalPx;
        double sideways = Math.Sqrt((moved.X * moved.X) + (moved.Y * moved.Y));
        return camera.FocalPx * (sideways + (slope * Math.Abs(moved.Z)) + (turned * Math.Sqrt(1 + (slope * slope)))) / nearest;
    }

    private static double NearestOf(double z, double radius) => Math.Max(z - radius, NearestPart * Math.Abs(z));

    private static double OfPlanePoint(CameraModel camera, in Pose from, in Pose to, in Vec3 ray)
    {
        // The point of the plane on the ray, in the body's frame, then where it is afterwards.
        Vec3 origin = from.R.Invert(camera.Origin - from.T);
        Vec3 direction = from.R.Invert(ray);
        double s = -origin.Z / direction.Z;
        if (!(s > 0) || double.IsInfinity(s))
        {
            return 0;
        }

        Vec3 after = to.Apply(origin + (s * direction)) - camera.Origin;
        if (!(after.Z > 0))
        {
            return double.MaxValue;
        }

        double dx = (after.X / after.Z) - ray.X, dy = (after.Y / after.Z) - ray.Y;
        return camera.FocalPx * Math.Sqrt((dx * dx) + (dy * dy));
    }
}
