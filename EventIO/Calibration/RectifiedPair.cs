namespace EventStereo.EventIO.Calibration;

/// <summary>
/// Both cameras of a rig, rectified: what one point shows lies on one row, and <c>x_left - x_right = f * B / Z</c>.
/// </summary>
public sealed class RectifiedPair
{
    /// <summary>Two numbers of the pinholes that must agree may differ by this much: a pixel's hundredth.</summary>
    private const double TolerancePx = 0.01;

    /// <summary>Makes a pair.</summary>
    /// <param name="left">The left camera's view.</param>
    /// <param name="right">The right one's.</param>
    /// <param name="baselineM">Distance of the cameras, above 0.</param>
    /// <exception cref="ArgumentException">The pinholes differ, so that rows would not match or disparity would not be 0 far away.</exception>
    public RectifiedPair(RectifiedView left, RectifiedView right, double baselineM)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (!(baselineM > 0 && double.IsFinite(baselineM)))
        {
            throw new ArgumentException($"the baseline is {baselineM:R} m; the right camera must lie to the right of the left one");
        }

        if (!(Near(left.FocalXPx, right.FocalXPx) && Near(left.FocalYPx, right.FocalYPx) && Near(left.FocalXPx, left.FocalYPx)
            && Near(left.CentreXPx, right.CentreXPx) && Near(left.CentreYPx, right.CentreYPx)))
        {
            throw new ArgumentException("the rectified cameras have different focal lengths or principal points; disparity f * B / Z needs equal ones");
        }

        Left = left;
        Right = right;
        Geometry = new StereoGeometry(left.FocalXPx, baselineM);
    }

    /// <summary>The left camera's view.</summary>
    public RectifiedView Left { get; }

    /// <summary>The right camera's view.</summary>
    public RectifiedView Right { get; }

    /// <summary>Focal length and baseline.</summary>
    public StereoGeometry Geometry { get; }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= TolerancePx;
}
