namespace OpenCvSharp;

/// <content>Camera calibration.</content>
public static partial class Cv2
{
    public static void InitUndistortRectifyMap(
        InputArray cameraMatrix, InputArray distCoeffs, InputArray r, InputArray newCameraMatrix, Size size, MatType m1Type, OutputArray map1, OutputArray map2)
    {
        Native.Check(Native.ocv_init_undistort_rectify_map(
            In(cameraMatrix), InputArray.HandleOf(distCoeffs), InputArray.HandleOf(r), InputArray.HandleOf(newCameraMatrix), size, m1Type.Value, Out(map1), Out(map2)));
        map1.Fix();
        map2.Fix();
    }

    public static void StereoRectify(
        InputArray cameraMatrix1,
        InputArray distCoeffs1,
        InputArray cameraMatrix2,
        InputArray distCoeffs2,
        Size imageSize,
        InputArray R,
        InputArray T,
        OutputArray R1,
        OutputArray R2,
        OutputArray P1,
        OutputArray P2,
        OutputArray Q,
        StereoRectificationFlags flags,
        double alpha,
        Size newImageSize,
        out Rect validPixROI1,
        out Rect validPixROI2)
    {
        Native.Check(Native.ocv_stereo_rectify(
            In(cameraMatrix1), InputArray.HandleOf(distCoeffs1), In(cameraMatrix2), InputArray.HandleOf(distCoeffs2), imageSize, In(R), In(T),
            Out(R1), Out(R2), Out(P1), Out(P2), Out(Q), (int)flags, alpha, newImageSize, out validPixROI1, out validPixROI2));
        foreach (OutputArray written in new[] { R1, R2, P1, P2, Q })
        {
            written.Fix();
        }
    }

    /// <summary>The fisheye camera model (Kannala and Brandt's equidistant one).</summary>
    public static class FishEye
    {
        public static void InitUndistortRectifyMap(
            InputArray k, InputArray d, InputArray r, InputArray p, Size size, int m1type, OutputArray map1, OutputArray map2)
        {
            Native.Check(Native.ocv_fisheye_init_undistort_rectify_map(
                In(k), In(d), InputArray.HandleOf(r), InputArray.HandleOf(p), size, m1type, Out(map1), Out(map2)));
            map1.Fix();
            map2.Fix();
        }
    }
}
