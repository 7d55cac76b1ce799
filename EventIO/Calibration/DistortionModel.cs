namespace EventStereo.EventIO.Calibration;

/// <summary>How a lens bends what a pinhole would show. Of a ray (a, b, 1): r^2 = a^2 + b^2, theta = atan r.</summary>
public enum DistortionModel
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>
    /// Radial and tangential, coefficients k1, k2, p1, p2 and perhaps k3 (Brown, "Close-range camera calibration", 1971, as OpenCV has it; kalibr's
    /// <c>radtan</c>, ROS' <c>plumb_bob</c>): a' = a (1 + k1 r^2 + k2 r^4 + k3 r^6) + 2 p1 a b + p2 (r^2 + 2 a^2), and b' alike.
    /// </summary>
    RadialTangential,

    /// <summary>
    /// Equidistant, coefficients k1 to k4 (Kannala and Brandt, "A generic camera model", PAMI 2006; kalibr's <c>equidistant</c>, OpenCV's fisheye):
    /// (a', b') = (a, b) theta (1 + k1 theta^2 + k2 theta^4 + k3 theta^6 + k4 theta^8) / r.
    /// </summary>
    Equidistant,
}
