namespace OpenCvSharp;

/// <summary>Paths that semi-global matching follows: five, or all eight (HH).</summary>
public enum StereoSGBMMode
{
    SGBM = 0,
    HH = 1,
}
