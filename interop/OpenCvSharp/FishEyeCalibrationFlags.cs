namespace OpenCvSharp;

/// <summary>Settings of fisheye calibration and rectification.</summary>
[Flags]
public enum FishEyeCalibrationFlags
{
    None = 0,
}
