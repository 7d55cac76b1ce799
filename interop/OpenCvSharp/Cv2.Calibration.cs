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

    /// <summary>Five iterations, as OpenCV does unless told.</summary>
    public static void UndistortPoints(InputArray src, OutputArray dst, InputArray cameraMatrix, InputArray distCoeffs, InputArray? r = null, InputArray? p = null) =>
        UndistortPointsIter(src, dst, cameraMatrix, distCoeffs, r, p, new TermCriteria(CriteriaTypes.MaxIter, 5, 0.01));

    /// <summary>Without criteria, five iterations.</summary>
    public static void UndistortPointsIter(
        InputArray src, OutputArray dst, InputArray cameraMatrix, InputArray distCoeffs, InputArray? r = null, InputArray? p = null, TermCriteria? termCriteria = null)
    {
        TermCriteria criteria = termCriteria ?? new TermCriteria(CriteriaTypes.MaxIter, 5, 0.01);
        Native.Check(Native.ocv_undistort_points(
            In(src), Out(dst), In(cameraMatrix), InputArray.HandleOf(distCoeffs), InputArray.HandleOf(r), InputArray.HandleOf(p), (int)criteria.Type, criteria.MaxCount, criteria.Epsilon));
        dst.Fix();
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

        public static void StereoRectify(
            InputArray k1,
            InputArray d1,
            InputArray k2,
            InputArray d2,
            Size imageSize,
            InputArray r,
            InputArray tvec,
            OutputArray r1,
            OutputArray r2,
            OutputArray p1,
            OutputArray p2,
            OutputArray q,
            FishEyeCalibrationFlags flags,
            Size newImageSize = default,
            double balance = 0,
            double fovScale = 1)
        {
            Native.Check(Native.ocv_fisheye_stereo_rectify(
                In(k1), In(d1), In(k2), In(d2), imageSize, In(r), In(tvec), Out(r1), Out(r2), Out(p1), Out(p2), Out(q), (int)flags, newImageSize, balance, fovScale));
            foreach (OutputArray written in new[] { r1, r2, p1, p2, q })
            {
                written.Fix();
            }
        }

        public static void UndistortPoints(InputArray distorted, OutputArray undistorted, InputArray k, InputArray d, InputArray? r = null, InputArray? p = null)
        {
            Native.Check(Native.ocv_fisheye_undistort_points(
                In(distorted), Out(undistorted), In(k), In(d), InputArray.HandleOf(r), InputArray.HandleOf(p)));
            undistorted.Fix();
        }
    }
}
