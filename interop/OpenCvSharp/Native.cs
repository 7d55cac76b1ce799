using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>The native layer, interop/native/opencv.cpp. Every function returns 0 or a kind of failure; see <see cref="Check"/>.</summary>
internal static unsafe partial class Native
{
    private const string Library = "opencv_interop";
    private const int OpenCvError = 1;

    /// <summary>Throws what the last call on this thread failed with.</summary>
    public static void Check(int status)
    {
        if (status == 0)
        {
            return;
        }

        ocv_last_error(out int code, out int line, out byte* function, out byte* message, out byte* file);
        string text = Text(message);
        throw status == OpenCvError
            ? new OpenCVException((ErrorCode)code, Text(function), text, Text(file), line)
            : new OpenCvSharpException(text);
    }

    [LibraryImport(Library)]
    public static partial int ocv_mat_new(out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int ocv_mat_new_sized(int rows, int cols, int type, out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int ocv_mat_new_filled(int rows, int cols, int type, Scalar value, out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int ocv_mat_new_over(int rows, int cols, int type, IntPtr data, long step, out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int ocv_mat_new_roi(MatSafeHandle mat, Rect roi, out IntPtr view);

    [LibraryImport(Library)]
    public static partial int ocv_mat_delete(IntPtr mat);

    [LibraryImport(Library)]
    public static partial int ocv_mat_header(MatSafeHandle mat, out MatHeader header);

    [LibraryImport(Library)]
    public static partial int ocv_mat_create(MatSafeHandle mat, int rows, int cols, int type);

    [LibraryImport(Library)]
    public static partial int ocv_mat_clone(MatSafeHandle mat, out IntPtr clone);

    [LibraryImport(Library)]
    public static partial int ocv_mat_copy_to(MatSafeHandle mat, MatSafeHandle to, MatSafeHandle mask);

    [LibraryImport(Library)]
    public static partial int ocv_mat_convert_to(MatSafeHandle mat, MatSafeHandle to, int type, double alpha, double beta);

    [LibraryImport(Library)]
    public static partial int ocv_mat_set_to(MatSafeHandle mat, Scalar value, MatSafeHandle mask);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ocv_imread(string path, int flags, out IntPtr mat);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ocv_imwrite(string path, MatSafeHandle mat, int[] parameters, int count, out int written);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ocv_imencode(
        string extension, MatSafeHandle mat, int[] parameters, int count, out IntPtr bytes, out byte* data, out long size, out int written);

    [LibraryImport(Library)]
    public static partial int ocv_bytes_delete(IntPtr bytes);

    [LibraryImport(Library)]
    public static partial int ocv_imdecode(byte* data, int size, int flags, out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int ocv_cvt_color(MatSafeHandle src, MatSafeHandle dst, int code, int channels);

    [LibraryImport(Library)]
    public static partial int ocv_resize(MatSafeHandle src, MatSafeHandle dst, Size size, double fx, double fy, int interpolation);

    [LibraryImport(Library)]
    public static partial int ocv_apply_color_map(MatSafeHandle src, MatSafeHandle dst, int map);

    [LibraryImport(Library)]
    public static partial int ocv_gaussian_blur(MatSafeHandle src, MatSafeHandle dst, Size kernel, double sigmaX, double sigmaY, int border);

    [LibraryImport(Library)]
    public static partial int ocv_median_blur(MatSafeHandle src, MatSafeHandle dst, int kernel);

    [LibraryImport(Library)]
    public static partial int ocv_hconcat(IntPtr* parts, int count, MatSafeHandle dst);

    [LibraryImport(Library)]
    public static partial int ocv_vconcat(IntPtr* parts, int count, MatSafeHandle dst);

    [LibraryImport(Library)]
    public static partial int ocv_min_max_loc(
        MatSafeHandle mat, MatSafeHandle mask, out double low, out double high, out Point lowAt, out Point highAt);

    [LibraryImport(Library)]
    public static partial int ocv_remap(
        MatSafeHandle src, MatSafeHandle dst, MatSafeHandle map1, MatSafeHandle map2, int interpolation, int border, Scalar value);

    [LibraryImport(Library)]
    public static partial int ocv_line(MatSafeHandle mat, Point a, Point b, Scalar color, int thickness, int lineType, int shift);

    [LibraryImport(Library)]
    public static partial int ocv_rectangle(MatSafeHandle mat, Rect box, Scalar color, int thickness, int lineType, int shift);

    [LibraryImport(Library)]
    public static partial int ocv_rectangle_corners(MatSafeHandle mat, Point a, Point b, Scalar color, int thickness, int lineType, int shift);

    [LibraryImport(Library)]
    public static partial int ocv_circle(MatSafeHandle mat, Point center, int radius, Scalar color, int thickness, int lineType, int shift);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ocv_put_text(
        MatSafeHandle mat, string text, Point at, int face, double scale, Scalar color, int thickness, int lineType, int bottomLeft);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ocv_text_size(string text, int face, double scale, int thickness, out int baseLine, out Size size);

    [LibraryImport(Library)]
    public static partial int ocv_init_undistort_rectify_map(
        MatSafeHandle camera, MatSafeHandle distortion, MatSafeHandle rotation, MatSafeHandle newCamera, Size size, int type, MatSafeHandle map1, MatSafeHandle map2);

    [LibraryImport(Library)]
    public static partial int ocv_fisheye_init_undistort_rectify_map(
        MatSafeHandle camera, MatSafeHandle distortion, MatSafeHandle rotation, MatSafeHandle newCamera, Size size, int type, MatSafeHandle map1, MatSafeHandle map2);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_rectify(
        MatSafeHandle k1, MatSafeHandle d1, MatSafeHandle k2, MatSafeHandle d2, Size size, MatSafeHandle r, MatSafeHandle t,
        MatSafeHandle r1, MatSafeHandle r2, MatSafeHandle p1, MatSafeHandle p2, MatSafeHandle q, int flags, double alpha, Size newSize, out Rect roi1, out Rect roi2);

    [LibraryImport(Library)]
    public static partial int ocv_fisheye_stereo_rectify(
        MatSafeHandle k1, MatSafeHandle d1, MatSafeHandle k2, MatSafeHandle d2, Size size, MatSafeHandle r, MatSafeHandle t,
        MatSafeHandle r1, MatSafeHandle r2, MatSafeHandle p1, MatSafeHandle p2, MatSafeHandle q, int flags, Size newSize, double balance, double fovScale);

    [LibraryImport(Library)]
    public static partial int ocv_undistort_points(
        MatSafeHandle points, MatSafeHandle to, MatSafeHandle camera, MatSafeHandle distortion, MatSafeHandle rotation, MatSafeHandle projection, int criteria, int count, double epsilon);

    [LibraryImport(Library)]
    public static partial int ocv_fisheye_undistort_points(
        MatSafeHandle points, MatSafeHandle to, MatSafeHandle camera, MatSafeHandle distortion, MatSafeHandle rotation, MatSafeHandle projection);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_bm_new(int disparities, int block, out IntPtr smart, out IntPtr raw);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_sgbm_new(
        int lowest, int disparities, int block, int p1, int p2, int disp12MaxDiff, int preFilterCap, int uniqueness, int speckleWindow, int speckleRange, int mode, out IntPtr smart, out IntPtr raw);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_delete(IntPtr matcher);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_compute(OpenCvSafeHandle matcher, MatSafeHandle left, MatSafeHandle right, MatSafeHandle disparity);

    [LibraryImport(Library)]
    public static partial int ocv_filter_speckles(MatSafeHandle mat, double newValue, int maxSize, double maxDifference, MatSafeHandle buffer);

    [LibraryImport(Library)]
    public static partial int ocv_set_num_threads(int threads);

    [LibraryImport(Library)]
    public static partial int ocv_get_num_threads(out int threads);

    [LibraryImport(Library)]
    private static partial void ocv_last_error(out int code, out int line, out byte* function, out byte* message, out byte* file);

    private static string Text(byte* utf8) => Marshal.PtrToStringUTF8((IntPtr)utf8) ?? string.Empty;
}
