namespace EventStereo.EventIO.Calibration;

/// <summary>A calibrated rig: both cameras and how they stand to each other.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">What kind of file, a phrase for people.</param>
/// <param name="Left">The left camera.</param>
/// <param name="Right">The right camera.</param>
/// <param name="RightFromLeft">From the left camera's frame to the right one's; its <see cref="RigidTransform.XM"/> is below 0.</param>
public sealed record StereoCalibration(string Path, string Format, CameraIntrinsics Left, CameraIntrinsics Right, RigidTransform RightFromLeft)
{
    /// <summary>The rectification that the file states; null leaves it to be computed.</summary>
    public RectifiedPair? Given { get; init; }

    /// <summary>Distance of the cameras in metres, of the unrectified rig.</summary>
    public double BaselineM => RightFromLeft.DistanceM;

    /// <summary>
    /// Reads a calibration: a kalibr camera chain (also with MVSEC's rectification), one of a pair of ROS camera files named
    /// <c>*left*</c> and <c>*right*</c>, or DSEC's <c>cam_to_cam.yaml</c>.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is none of these, or damaged; the message names file, place and line.</exception>
    public static StereoCalibration Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CalibrationNode root = CalibrationNode.Load(path);
        return RosCalibration.Recognises(root) ? RosCalibration.ReadPair(path, root)
            : DsecCalibration.Recognises(root) ? DsecCalibration.Read(root)
            : KalibrCalibration.Recognises(root) ? KalibrCalibration.Read(root)
            : throw new InvalidDataException($"{path}: not a calibration of two cameras (no cam0 and cam1, no intrinsics and extrinsics, no camera_matrix)");
    }

    /// <summary>The rectification that the file states, else the one that OpenCV computes.</summary>
    /// <exception cref="InvalidDataException">Cameras that cannot be rectified together.</exception>
    public RectifiedPair Rectify() => Given ?? StereoRectifier.Compute(this);
}
