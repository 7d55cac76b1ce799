namespace EventStereo.EventIO.Calibration;

/// <summary>
/// A rectified stereo pair: disparity d (px, <c>x_left - x_right</c>) and depth Z (m) obey <c>d = f * B / Z</c>.
/// </summary>
/// <param name="FocalPx">Focal length f of the rectified cameras, in pixels.</param>
/// <param name="BaselineM">Distance B of the camera centres, in metres.</param>
public sealed record StereoGeometry(double FocalPx, double BaselineM)
{
    /// <summary>
    /// MVSEC's indoor_flying sequences: f = 199.65 px of the rectified 346x260 images and the baseline that makes
    /// f * B = 19.941772 px*m, the constant of the published protocols (DDES, dataset constants of MVSEC).
    /// </summary>
    public static StereoGeometry MvsecIndoorFlying { get; } = new(199.6530123165822, 19.941772 / 199.6530123165822);

    /// <summary>f * B in px*m, all that disparity and depth need.</summary>
    public double FocalTimesBaseline => FocalPx * BaselineM;

    /// <summary>Disparity of a depth; NaN for what is not a depth (0 or less, infinite or NaN).</summary>
    public float DisparityPx(float depthM) => depthM > 0 && float.IsFinite(depthM) ? (float)(FocalTimesBaseline / depthM) : float.NaN;

    /// <summary>Depth of a disparity; infinite for 0, NaN for a negative one or NaN.</summary>
    public float DepthM(float disparityPx) => disparityPx >= 0 ? (float)(FocalTimesBaseline / disparityPx) : float.NaN;
}
