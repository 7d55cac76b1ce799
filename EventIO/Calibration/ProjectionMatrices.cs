namespace EventStereo.EventIO.Calibration;

/// <summary>
/// Rectification as ROS and OpenCV write it: a rotation and a projection P [3, 4] for each camera, where the right one's P[0, 3] is -f * B.
/// </summary>
internal static class ProjectionMatrices
{
    /// <summary>One camera's view, and its P[0, 3].</summary>
    /// <param name="rotation">[3, 3].</param>
    /// <param name="place">Where the projection stands.</param>
    /// <param name="p">[3, 4].</param>
    public static (RectifiedView View, double OffsetPxM) View(CalibrationNode rotation, CalibrationNode place, ReadOnlySpan<double> p)
    {
        if (!(p[0] > 0 && p[5] > 0))
        {
            throw place.Wrong($"has focal lengths of {p[0]:R} and {p[5]:R} px; each must be above 0");
        }

        double[] r = rotation.Numbers(9);
        double fx = p[0], fy = p[5], cx = p[2], cy = p[6];
        return (rotation.Checked(() => new RectifiedView(new RotationMatrix(r), fx, fy, cx, cy)), p[3]);
    }

    /// <summary>Both views together; the left P[0, 3] must be 0.</summary>
    public static RectifiedPair Pair(CalibrationNode place, (RectifiedView View, double OffsetPxM) left, (RectifiedView View, double OffsetPxM) right)
    {
        if (left.OffsetPxM != 0)
        {
            throw place.Wrong($"stands beside a left projection matrix with {left.OffsetPxM:R} in its first row's end, which must be 0");
        }

        return place.Checked(() => new RectifiedPair(left.View, right.View, -right.OffsetPxM / right.View.FocalXPx));
    }
}
