using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>
/// kalibr's camera chain: <c>cam0</c> (left), <c>cam1</c> (right) and its <c>T_cn_cnm1</c>; MVSEC's <c>rectification_matrix</c> and
/// <c>projection_matrix</c> where both cameras have them.
/// </summary>
internal static class KalibrCalibration
{
    private const int MaxSide = 16_384;

    public static bool Recognises(CalibrationNode root) => root.Has("cam0") && root.Has("cam1");

    public static StereoCalibration Read(CalibrationNode root)
    {
        CalibrationNode left = root["cam0"], right = root["cam1"];
        RigidTransform rightFromLeft = Transform(right["T_cn_cnm1"]);
        bool rectified = left.Has("projection_matrix") && right.Has("projection_matrix");
        return new StereoCalibration(
            root.Path, rectified ? "kalibr camera chain with MVSEC's rectification" : "kalibr camera chain", Camera(left), Camera(right), Facing(right, rightFromLeft))
        {
            Given = rectified ? ProjectionMatrices.Pair(right, Rectified(left), Rectified(right)) : null,
        };
    }

    /// <summary>A camera in kalibr's words; DSEC's are nearly the same.</summary>
    /// <param name="node">The camera.</param>
    /// <param name="numbers">Name of the entry with fx, fy, cx, cy.</param>
    public static CameraIntrinsics Camera(CalibrationNode node, string numbers = "intrinsics")
    {
        if (node.Has("camera_model") && node["camera_model"].RequireText() is not "pinhole" and string other)
        {
            throw node["camera_model"].Wrong($"'{other}' is not read; only pinhole is");
        }

        double[] k = node[numbers].Numbers(4);
        DistortionModel model = Model(node);
        double[] coefficients = model == DistortionModel.None ? [] : node["distortion_coeffs"].Numbers(4, 5);
        return node.Checked(() => new CameraIntrinsics(Size(node["resolution"]), k[0], k[1], k[2], k[3], model, coefficients));
    }

    /// <summary>A matrix [4, 4], row by row, that turns and moves.</summary>
    public static RigidTransform Transform(CalibrationNode node)
    {
        double[] m = node.Numbers(16);
        return node.Checked(() => new RigidTransform(new RotationMatrix([m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]]), m[3], m[7], m[11]));
    }

    /// <summary>Refuses a right camera that does not lie to the right.</summary>
    public static RigidTransform Facing(CalibrationNode node, RigidTransform rightFromLeft) =>
        rightFromLeft.XM < 0 && -rightFromLeft.XM > Math.Abs(rightFromLeft.YM)
            ? rightFromLeft
            : throw node.Wrong($"lies at x {-rightFromLeft.XM:R} m, y {-rightFromLeft.YM:R} m of the left camera; the right camera of a pair lies to its right (x above 0)");

    /// <summary>Width and height.</summary>
    public static SensorSize Size(CalibrationNode node)
    {
        double[] sides = node.Numbers(2);
        return sides.All(side => side is >= 1 and <= MaxSide && Math.Floor(side) == side)
            ? new SensorSize((int)sides[0], (int)sides[1])
            : throw node.Wrong($"is {sides[0]:R}x{sides[1]:R}; each side must be a whole number, 1 to {MaxSide}");
    }

    private static DistortionModel Model(CalibrationNode node)
    {
        if (!node.Has("distortion_model"))
        {
            return node.Has("distortion_coeffs") ? DistortionModel.RadialTangential : DistortionModel.None;
        }

        CalibrationNode name = node["distortion_model"];
        return name.RequireText() switch
        {
            "none" => DistortionModel.None,
            "radtan" or "plumb_bob" => DistortionModel.RadialTangential,
            "equidistant" or "fisheye" => DistortionModel.Equidistant,
            string other => throw name.Wrong($"'{other}' is not read; radtan and equidistant are"),
        };
    }

    private static (RectifiedView View, double OffsetPxM) Rectified(CalibrationNode node) =>
        ProjectionMatrices.View(node["rectification_matrix"], node["projection_matrix"], node["projection_matrix"].Numbers(12));
}
