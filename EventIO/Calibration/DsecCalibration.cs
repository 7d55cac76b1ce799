using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>
/// DSEC's <c>cam_to_cam.yaml</c>: <c>intrinsics</c> of cam0 (left events), cam1 and cam2 (frames), cam3 (right events) and of their rectified
/// views camRect0 to camRect3; <c>extrinsics</c> T_10, T_21, T_32 (T_XY takes a point from camera Y to camera X) and R_rect0 to R_rect3;
/// <c>disparity_to_depth</c> Q of the pairs. Read is the pair of event cameras.
/// </summary>
internal static class DsecCalibration
{
    public static bool Recognises(CalibrationNode root) => root.Has("intrinsics") && root.Has("extrinsics");

    public static StereoCalibration Read(CalibrationNode root)
    {
        CalibrationNode intrinsics = root["intrinsics"], extrinsics = root["extrinsics"];
        CameraIntrinsics left = KalibrCalibration.Camera(intrinsics["cam0"], "camera_matrix");
        CameraIntrinsics right = KalibrCalibration.Camera(intrinsics["cam3"], "camera_matrix");
        RigidTransform rightFromLeft = KalibrCalibration.Transform(extrinsics["T_32"])
            .After(KalibrCalibration.Transform(extrinsics["T_21"]))
            .After(KalibrCalibration.Transform(extrinsics["T_10"]));
        KalibrCalibration.Facing(extrinsics["T_32"], rightFromLeft);
        RectifiedView leftView = View(extrinsics["R_rect0"], intrinsics["camRect0"]), rightView = View(extrinsics["R_rect3"], intrinsics["camRect3"]);
        double baselineM = root.Has("disparity_to_depth") ? BaselineOf(root["disparity_to_depth"]["cams_03"], leftView) : rightFromLeft.DistanceM;
        return new StereoCalibration(root.Path, "DSEC", left, right, rightFromLeft)
        {
            Given = intrinsics["camRect3"].Checked(() => new RectifiedPair(leftView, rightView, baselineM)),
        };
    }

    private static RectifiedView View(CalibrationNode rotation, CalibrationNode camera)
    {
        double[] r = rotation.Numbers(9), k = camera["camera_matrix"].Numbers(4);
        return k[0] > 0 && k[1] > 0
            ? rotation.Checked(() => new RectifiedView(new RotationMatrix(r), k[0], k[1], k[2], k[3]))
            : throw camera["camera_matrix"].Wrong($"has focal lengths of {k[0]:R} and {k[1]:R} px; each must be above 0");
    }

    /// <summary>Q takes (x, y, d, 1) to (X, Y, Z, 1) times a factor: Q[2, 3] = f, Q[3, 2] = 1 / B, so that Z = f B / d.</summary>
    private static double BaselineOf(CalibrationNode node, RectifiedView left)
    {
        double[] q = node.Numbers(16);
        double focalPx = q[11], inverseBaseline = Math.Abs(q[14]);
        return inverseBaseline > 0 && Math.Abs(focalPx - left.FocalXPx) <= 0.01 * left.FocalXPx
            ? 1 / inverseBaseline
            : throw node.Wrong($"has a focal length of {focalPx:R} px (camRect0 {left.FocalXPx:R}) and an inverse baseline of {inverseBaseline:R}");
    }
}
