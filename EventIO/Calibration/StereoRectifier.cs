using EventStereo.EventIO.Events;
using OpenCvSharp;

namespace EventStereo.EventIO.Calibration;

/// <summary>Rectification by OpenCV's formulas.</summary>
internal static class StereoRectifier
{
    /// <summary>OpenCV's CALIB_ZERO_DISPARITY, which its fisheye functions take too: both principal points equal.</summary>
    private const int ZeroDisparity = (int)StereoRectificationFlags.ZeroDisparity;

    /// <summary>Error, in px of the raw image, at which the search for an undistorted point stops, and by which what it found is judged.</summary>
    private const double StopPx = 1e-6;
    private const double AcceptPx = 0.01;

    /// <summary>
    /// Turns both cameras until rows match (Bouguet's method), with one focal length, the largest at which no raw pixel's view is missing in the rectified image
    /// (OpenCV's alpha or balance of 0), and one principal point.
    /// </summary>
    /// <exception cref="InvalidDataException">The cameras cannot be rectified together.</exception>
    public static RectifiedPair Compute(StereoCalibration rig) => Guarded(rig.Path, () => Turn(rig));

    /// <summary>Makes what OpenCV or a constructor refuses an error of the file.</summary>
    public static T Guarded<T>(string path, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (Exception refused) when (refused is ArgumentException or OpenCVException)
        {
            throw new InvalidDataException($"{path}: the cameras cannot be rectified: {refused.Message.ReplaceLineEndings(" ")}", refused);
        }
    }

    private static RectifiedPair Turn(StereoCalibration rig)
    {
        if (rig.Left.Sensor != rig.Right.Sensor)
        {
            throw new InvalidDataException($"{rig.Path}: cameras of {rig.Left.Sensor} and {rig.Right.Sensor} cannot be rectified together");
        }

        using Mat k1 = Matrix(rig.Left), k2 = Matrix(rig.Right), d1 = Coefficients(rig.Left), d2 = Coefficients(rig.Right);
        using Mat r = Made(3, 3, rig.RightFromLeft.Rotation.Values), t = Made(3, 1, [rig.RightFromLeft.XM, rig.RightFromLeft.YM, rig.RightFromLeft.ZM]);
        using Mat r1 = new(), r2 = new(), p1 = new(), p2 = new(), q = new();
        Size size = new(rig.Left.Sensor.Width, rig.Left.Sensor.Height);
        if (Lens(rig) == DistortionModel.Equidistant)
        {
            Cv2.FishEye.StereoRectify(k1, d1, k2, d2, size, r, t, r1, r2, p1, p2, q, (FishEyeCalibrationFlags)ZeroDisparity);
        }
        else
        {
            Cv2.StereoRectify(k1, d1, k2, d2, size, r, t, r1, r2, p1, p2, q, StereoRectificationFlags.ZeroDisparity, 0, default, out _, out _);
        }

        return new RectifiedPair(View(r1, p1), View(r2, p2), -p2.Get<double>(0, 3) / p2.Get<double>(0, 0));
    }

    /// <summary>
    /// Where each raw pixel lies in the rectified image. A pixel that the lens model does not reach (bending its ray again misses it by more than
    /// 0.01 px) lies nowhere: NaN.
    /// </summary>
    public static RectificationMap Map(CameraIntrinsics camera, RectifiedView view)
    {
        SensorSize sensor = camera.Sensor;
        double[] places = new double[2 * sensor.Pixels];
        for (int i = 0; i < sensor.Pixels; i++)
        {
            (places[(2 * i) + 1], places[2 * i]) = Math.DivRem(i, sensor.Width);
        }

        using Mat raw = Mat.FromPixelData(sensor.Pixels, 1, MatType.CV_64FC(2), places);
        using Mat k = Matrix(camera), d = Coefficients(camera), r = Made(3, 3, view.Rotation.Values), to = new();
        using Mat p = Made(3, 3, [view.FocalXPx, 0, view.CentreXPx, 0, view.FocalYPx, view.CentreYPx, 0, 0, 1]);
        if (camera.Distortion == DistortionModel.Equidistant)
        {
            Cv2.FishEye.UndistortPoints(raw, to, k, d, r, p);
        }
        else
        {
            Cv2.UndistortPointsIter(raw, to, k, d, r, p, TermCriteria.Both(100, StopPx));
        }

        float[] x = new float[sensor.Pixels], y = new float[sensor.Pixels];
        ReadOnlySpan<double> found = to.AsSpan<double>();
        for (int i = 0; i < sensor.Pixels; i++)
        {
            bool reached = Reaches(camera, view, found[2 * i], found[(2 * i) + 1], places[2 * i], places[(2 * i) + 1]);
            (x[i], y[i]) = reached ? ((float)found[2 * i], (float)found[(2 * i) + 1]) : (float.NaN, float.NaN);
        }

        return new RectificationMap(sensor, x, y);
    }

    private static bool Reaches(CameraIntrinsics camera, RectifiedView view, double column, double row, double rawColumn, double rawRow)
    {
        (double rx, double ry, double rz) = view.Ray(column, row);
        (double backColumn, double backRow) = camera.Project(rx, ry, rz);

        // Written so that NaN fails too.
        return rz > 0 && Math.Abs(backColumn - rawColumn) <= AcceptPx && Math.Abs(backRow - rawRow) <= AcceptPx;
    }

    private static DistortionModel Lens(StereoCalibration rig)
    {
        bool fisheye = rig.Left.Distortion == DistortionModel.Equidistant;
        return fisheye == (rig.Right.Distortion == DistortionModel.Equidistant)
            ? rig.Left.Distortion
            : throw new InvalidDataException($"{rig.Path}: lenses of {rig.Left.Distortion} and {rig.Right.Distortion} cannot be rectified together");
    }

    private static RectifiedView View(Mat rotation, Mat projection)
    {
        double[] r = new double[9];
        for (int i = 0; i < 9; i++)
        {
            r[i] = rotation.Get<double>(i / 3, i % 3);
        }

        return new RectifiedView(
            new RotationMatrix(r), projection.Get<double>(0, 0), projection.Get<double>(1, 1), projection.Get<double>(0, 2), projection.Get<double>(1, 2));
    }

    private static Mat Matrix(CameraIntrinsics camera) =>
        Made(3, 3, [camera.FocalXPx, 0, camera.CentreXPx, 0, camera.FocalYPx, camera.CentreYPx, 0, 0, 1]);

    /// <summary>OpenCV wants four coefficients of a lens that has none.</summary>
    private static Mat Coefficients(CameraIntrinsics camera) =>
        camera.Coefficients.IsEmpty ? Made(1, 4, [0, 0, 0, 0]) : Made(1, camera.Coefficients.Length, camera.Coefficients);

    private static Mat Made(int rows, int columns, ReadOnlySpan<double> values) => Mat.FromPixelData(rows, columns, MatType.CV_64FC1, values.ToArray());
}
