using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>
/// ROS camera files (<c>camera_matrix</c>, <c>distortion_coefficients</c>, <c>rectification_matrix</c>, <c>projection_matrix</c>), one a camera, named
/// alike but for <c>left</c> and <c>right</c>. How the cameras stand to each other follows from their rectification.
/// </summary>
internal static class RosCalibration
{
    public static bool Recognises(CalibrationNode root) => root.Has("camera_matrix") && root.Has("projection_matrix");

    /// <summary>Reads a file and its partner.</summary>
    public static StereoCalibration ReadPair(string path, CalibrationNode root)
    {
        string folder = Path.GetDirectoryName(path) ?? "", name = Path.GetFileName(path);
        bool isLeft = name.Contains("left", StringComparison.Ordinal);
        string partner = isLeft ? name.Replace("left", "right", StringComparison.Ordinal) : name.Replace("right", "left", StringComparison.Ordinal);
        string partnerPath = Path.Combine(folder, partner);
        if (partner == name || !File.Exists(partnerPath))
        {
            throw new InvalidDataException($"{path}: one camera of a pair; the other one's file ({(partner == name ? "*left*, *right*" : partner)}) must lie beside it");
        }

        CalibrationNode other = CalibrationNode.Load(partnerPath);
        if (!Recognises(other))
        {
            throw new InvalidDataException($"{partnerPath}: not a ROS camera file, as {name} beside it is");
        }

        return isLeft ? Combine(root, other) : Combine(other, root);
    }

    private static StereoCalibration Combine(CalibrationNode left, CalibrationNode right)
    {
        RectifiedPair pair = ProjectionMatrices.Pair(right["projection_matrix"], View(left), View(right));

        // Of a point, rectified right = rectified left - (B, 0, 0); each is the camera's frame turned by its rotation.
        RotationMatrix back = pair.Right.Rotation.Inverse();
        (double x, double y, double z) = back.Apply(-pair.Geometry.BaselineM, 0, 0);
        return new StereoCalibration(left.Path, "ROS camera files", Camera(left), Camera(right), new RigidTransform(back.After(pair.Left.Rotation), x, y, z)) { Given = pair };
    }

    private static (RectifiedView View, double OffsetPxM) View(CalibrationNode node)
    {
        CalibrationNode projection = node["projection_matrix"]["data"];
        return ProjectionMatrices.View(node["rectification_matrix"]["data"], projection, projection.Numbers(12));
    }

    private static CameraIntrinsics Camera(CalibrationNode node)
    {
        double[] k = node["camera_matrix"]["data"].Numbers(9);
        double[] coefficients = node["distortion_coefficients"]["data"].Numbers(4, 5);
        CalibrationNode name = node["distortion_model"];
        DistortionModel model = name.RequireText() switch
        {
            "plumb_bob" => DistortionModel.RadialTangential,
            "fisheye" or "equidistant" => DistortionModel.Equidistant,
            string other => throw name.Wrong($"'{other}' is not read; plumb_bob, fisheye and equidistant are"),
        };
        double width = node["image_width"].Number(), height = node["image_height"].Number();
        return SensorSize.TryParse($"{width:R}x{height:R}", out SensorSize size)
            ? node.Checked(() => new CameraIntrinsics(size, k[0], k[4], k[2], k[5], model, coefficients))
            : throw node["image_width"].Wrong($"and image_height are {width:R} and {height:R}; each must be a whole number, 1 to 16384");
    }
}
