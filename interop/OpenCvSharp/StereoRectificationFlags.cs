namespace OpenCvSharp;

/// <summary>Settings of stereo rectification.</summary>
public enum StereoRectificationFlags
{
    None = 0,
    ZeroDisparity = 1024,
}
