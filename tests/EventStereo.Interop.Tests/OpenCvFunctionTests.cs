using OpenCvSharp;

namespace EventStereo.Interop.Tests;

public sealed class OpenCvFunctionTests
{
    [Theory]
    [InlineData(".png")]
    [InlineData(".bmp")]
    [InlineData(".ppm")]
    public void Image_comes_back_from_memory_as_it_was(string extension)
    {
        using Mat image = Gradient();
        Assert.True(Cv2.ImEncode(extension, image, out byte[] file, (int[]?)null));
        using Mat back = Cv2.ImDecode(file, ImreadModes.Unchanged);

        AssertSame(image, back);
    }

    [Fact]
    public void Image_comes_back_from_a_file_as_it_was()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N} ö.png");
        try
        {
            using Mat image = Gradient();
            Assert.True(Cv2.ImWrite(path, image, new ImageEncodingParam(ImwriteFlags.PngCompression, 9)));
            using Mat back = Cv2.ImRead(path);

            AssertSame(image, back);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_is_no_image_comes_back_empty()
    {
        using Mat none = Cv2.ImRead("/nowhere/none.png");
        using Mat noise = Cv2.ImDecode(new byte[] { 1, 2, 3, 4 }, ImreadModes.Color);

        Assert.True(none.Empty());
        Assert.True(noise.Empty());
    }

    [Fact]
    public void Unknown_image_format_is_an_error()
    {
        using Mat image = Gradient();

        Assert.Throws<OpenCVException>(() => Cv2.ImEncode(".nosuch", image, out _, (int[]?)null));
    }

    [Fact]
    public void Gray_is_the_weighted_sum_of_blue_green_red()
    {
        using Mat color = new(1, 1, MatType.CV_8UC3, new Scalar(10, 100, 200));
        using Mat gray = new();
        Cv2.CvtColor(color, gray, ColorConversionCodes.BGR2GRAY);

        // ITU-R BT.601: 0.114 B + 0.587 G + 0.299 R = 119.64.
        Assert.Equal(120, gray.Get<byte>(0, 0));
    }

    [Fact]
    public void Nearest_resize_repeats_pixels()
    {
        using Mat small = Mat.FromPixelData(1, 2, MatType.CV_8UC1, new byte[] { 3, 8 });
        using Mat large = new();
        Cv2.Resize(small, large, new Size(4, 2), interpolation: InterpolationFlags.Nearest);

        Assert.True(large.GetArray(out byte[] values));
        Assert.Equal([3, 3, 8, 8, 3, 3, 8, 8], values);
    }

    [Fact]
    public void Concatenation_joins_side_by_side_and_one_below_the_other()
    {
        using Mat a = new(1, 2, MatType.CV_8UC1, new Scalar(1));
        using Mat b = new(1, 2, MatType.CV_8UC1, new Scalar(2));
        using Mat row = new();
        using Mat column = new();
        Cv2.HConcat([a, b], row);
        Cv2.VConcat(a, b, column);

        Assert.True(row.GetArray(out byte[] inRow));
        Assert.True(column.GetArray(out byte[] inColumn));
        Assert.Equal(new Size(4, 1), row.Size());
        Assert.Equal(new Size(2, 2), column.Size());
        Assert.Equal([1, 1, 2, 2], inRow);
        Assert.Equal(inRow, inColumn);
    }

    [Fact]
    public void Extremes_come_with_their_places_under_the_mask()
    {
        using Mat mat = Mat.FromPixelData(2, 2, MatType.CV_32FC1, new[] { 4f, -1f, 9f, 2f });
        using Mat mask = Mat.FromPixelData(2, 2, MatType.CV_8UC1, new byte[] { 1, 1, 0, 1 });
        Cv2.MinMaxLoc(mat, out double low, out double high, out Point lowAt, out Point highAt, mask);

        Assert.Equal((-1.0, 4.0), (low, high));
        Assert.Equal(new Point(1, 0), lowAt);
        Assert.Equal(new Point(0, 0), highAt);
    }

    [Fact]
    public void Drawing_colours_the_pixels_of_the_shape()
    {
        using Mat image = new(5, 5, MatType.CV_8UC1, new Scalar(0));
        Cv2.Rectangle(image, new Rect(1, 1, 3, 3), new Scalar(7), -1);
        Cv2.Line(image, new Point(0, 0), new Point(4, 0), new Scalar(9));

        Assert.True(image.GetArray(out byte[] values));
        Assert.Equal(5, values.Count(v => v == 9));
        Assert.Equal(9, values.Count(v => v == 7));
    }

    [Fact]
    public void Text_fits_the_size_that_was_foretold()
    {
        Size size = Cv2.GetTextSize("37 px", HersheyFonts.HersheySimplex, 0.5, 1, out int baseLine);
        using Mat image = new(size.Height + baseLine, size.Width, MatType.CV_8UC1, new Scalar(0));
        Cv2.PutText(image, "37 px", new Point(0, size.Height), HersheyFonts.HersheySimplex, 0.5, Scalar.White);

        Assert.True(baseLine > 0);
        Assert.True(image.GetArray(out byte[] values));
        Assert.Contains((byte)255, values);
    }

    [Fact]
    public void Colour_map_runs_from_its_first_colour_to_its_last()
    {
        using Mat gray = Mat.FromPixelData(1, 2, MatType.CV_8UC1, new byte[] { 0, 255 });
        using Mat color = new();
        Cv2.ApplyColorMap(gray, color, ColormapTypes.Bone);

        Assert.Equal(new Vec3b(0, 0, 0), color.Get<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(255, 255, 255), color.Get<Vec3b>(0, 1));
    }

    [Fact]
    public void Camera_without_distortion_maps_each_pixel_to_itself()
    {
        using Mat camera = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 200, 0, 3.5 }, { 0, 200, 2 }, { 0, 0, 1 } });
        using Mat distortion = new(1, 4, MatType.CV_64FC1, new Scalar(0));
        using Mat rotation = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } });
        using Mat mapX = new();
        using Mat mapY = new();
        Cv2.InitUndistortRectifyMap(camera, distortion, rotation, camera, new Size(8, 5), MatType.CV_32FC1, mapX, mapY);
        using Mat image = Gradient();
        using Mat mapped = new();
        Cv2.Remap(image, mapped, mapX, mapY);

        // 1e-4 px: the maps are 32-bit floats computed in 64 bits.
        Assert.Equal(6f, mapX.Get<float>(4, 6), 1e-4f);
        Assert.Equal(4f, mapY.Get<float>(4, 6), 1e-4f);
        AssertSame(image, mapped);
    }

    [Fact]
    public void Fisheye_map_bends_by_the_equidistant_model()
    {
        using Mat camera = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 100, 0, 4 }, { 0, 100, 2 }, { 0, 0, 1 } });
        using Mat distortion = new(1, 4, MatType.CV_64FC1, new Scalar(0));
        using Mat wide = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 4, 0, 4 }, { 0, 4, 2 }, { 0, 0, 1 } });
        using Mat mapX = new();
        using Mat mapY = new();
        Cv2.FishEye.InitUndistortRectifyMap(camera, distortion, null!, wide, new Size(9, 5), MatType.CV_32F, mapX, mapY);

        // Column 8 looks along (8 - 4) / 4 = 1, at 45 degrees: 100 * atan(1) + 4 without distortion. 1e-3 px for 32-bit floats.
        Assert.Equal((100 * Math.PI / 4) + 4, mapX.Get<float>(2, 8), 1e-3);
    }

    /// <summary>Radial distortion by hand: a point at (0.4, 0) bends to 0.4 (1 + 0.5 * 0.16) = 0.432; the iteration must find it back.</summary>
    [Fact]
    public void Undistorts_points_as_far_as_the_criteria_ask()
    {
        using Mat camera = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 100, 0, 50 }, { 0, 100, 40 }, { 0, 0, 1 } });
        using Mat distortion = Mat.FromPixelData(1, 4, MatType.CV_64FC1, new double[] { 0.5, 0, 0, 0 });
        using Mat points = Mat.FromPixelData(1, 1, MatType.CV_64FC(2), new double[] { 93.2, 40 });
        using Mat rough = new();
        using Mat exact = new();
        using Mat inPixels = new();
        Cv2.UndistortPoints(points, rough, camera, distortion);
        Cv2.UndistortPointsIter(points, exact, camera, distortion, termCriteria: TermCriteria.Both(100, 1e-9));
        Cv2.UndistortPointsIter(points, inPixels, camera, distortion, p: camera, termCriteria: TermCriteria.Both(100, 1e-9));

        // Five rounds leave an error that the longer iteration does not: 1e-9 px over a focal length of 100 px.
        Assert.Equal(0.4, rough.Get<double>(0, 0), 1e-3);
        Assert.NotEqual(0.4, rough.Get<double>(0, 0), 1e-8);
        Assert.Equal(0.4, exact.Get<double>(0, 0), 1e-10);
        Assert.Equal(90, inPixels.Get<double>(0, 0), 1e-8);
    }

    /// <summary>Equidistant without coefficients: a ray at 45 degrees lies f * pi / 4 from the centre and at tangent 1.</summary>
    [Fact]
    public void Undistorts_points_of_a_fisheye_camera()
    {
        using Mat camera = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 100, 0, 50 }, { 0, 100, 40 }, { 0, 0, 1 } });
        using Mat distortion = new(1, 4, MatType.CV_64FC1, new Scalar(0));
        using Mat points = Mat.FromPixelData(1, 1, MatType.CV_64FC(2), new double[] { 50 + (25 * Math.PI), 40 });
        using Mat straight = new();
        Cv2.FishEye.UndistortPoints(points, straight, camera, distortion);
        Assert.Equal(1, straight.Get<double>(0, 0), 1e-9);
    }

    [Fact]
    public void Rectifies_a_fisheye_rig_with_its_baseline_in_the_right_matrix()
    {
        using Mat camera = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 226, 0, 173 }, { 0, 226, 130 }, { 0, 0, 1 } });
        using Mat distortion = new(1, 4, MatType.CV_64FC1, new Scalar(0));
        using Mat rotation = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } });
        using Mat translation = Mat.FromPixelData(3, 1, MatType.CV_64FC1, new double[] { -0.1, 0, 0 });
        using Mat r1 = new();
        using Mat r2 = new();
        using Mat p1 = new();
        using Mat p2 = new();
        using Mat q = new();
        Cv2.FishEye.StereoRectify(
            camera, distortion, camera, distortion, new Size(346, 260), rotation, translation, r1, r2, p1, p2, q, FishEyeCalibrationFlags.None);
        Assert.Equal(1, r1.Get<double>(0, 0), 1e-9);
        Assert.Equal(-0.1 * p2.Get<double>(0, 0), p2.Get<double>(0, 3), 1e-6);
    }

    [Fact]
    public void Rectifying_a_rig_already_rectified_changes_nothing_but_gives_the_baseline()
    {
        using Mat camera = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 226, 0, 173 }, { 0, 226, 130 }, { 0, 0, 1 } });
        using Mat distortion = new(1, 5, MatType.CV_64FC1, new Scalar(0));
        using Mat rotation = Mat.FromPixelData(3, 3, MatType.CV_64FC1, new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } });
        using Mat translation = Mat.FromPixelData(3, 1, MatType.CV_64FC1, new double[] { -0.1, 0, 0 });
        using Mat r1 = new();
        using Mat r2 = new();
        using Mat p1 = new();
        using Mat p2 = new();
        using Mat q = new();
        Cv2.StereoRectify(
            camera, distortion, camera, distortion, new Size(346, 260), rotation, translation, r1, r2, p1, p2, q,
            StereoRectificationFlags.ZeroDisparity, 0, default, out Rect valid, out _);

        Assert.Equal(1, r1.Get<double>(0, 0), 1e-9);
        // The right camera's matrix holds -focal * baseline.
        Assert.Equal(-0.1 * p2.Get<double>(0, 0), p2.Get<double>(0, 3), 1e-6);
        Assert.True(valid.Width > 300);
    }

    private static Mat Gradient()
    {
        Mat image = new(5, 8, MatType.CV_8UC3);
        for (int row = 0; row < 5; row++)
        {
            for (int column = 0; column < 8; column++)
            {
                image.Set(row, column, new Vec3b((byte)(row * 50), (byte)(column * 30), (byte)(row + column)));
            }
        }

        return image;
    }

    private static void AssertSame(Mat expected, Mat actual)
    {
        Assert.Equal(expected.Size(), actual.Size());
        Assert.Equal(expected.Type(), actual.Type());
        Assert.True(expected.GetArray(out byte[] first));
        Assert.True(actual.GetArray(out byte[] second));
        Assert.Equal(first, second);
    }
}
