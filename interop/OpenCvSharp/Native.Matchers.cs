using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <content>Getters and setters of the stereo matchers.</content>
internal static unsafe partial class Native
{
    [LibraryImport(Library)]
    public static partial int ocv_stereo_get_min_disparity(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_set_min_disparity(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_get_num_disparities(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_set_num_disparities(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_get_block_size(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_set_block_size(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_get_speckle_window_size(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_set_speckle_window_size(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_get_speckle_range(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_set_speckle_range(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_get_disp12_max_diff(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_stereo_set_disp12_max_diff(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_get_pre_filter_cap(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_set_pre_filter_cap(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_get_uniqueness_ratio(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_set_uniqueness_ratio(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_get_p1(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_set_p1(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_get_p2(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_set_p2(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_get_mode(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_sgbm_set_mode(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_get_pre_filter_type(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_set_pre_filter_type(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_get_pre_filter_size(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_set_pre_filter_size(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_get_pre_filter_cap(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_set_pre_filter_cap(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_get_texture_threshold(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_set_texture_threshold(OpenCvSafeHandle matcher, int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_get_uniqueness_ratio(OpenCvSafeHandle matcher, out int value);

    [LibraryImport(Library)]
    public static partial int ocv_bm_set_uniqueness_ratio(OpenCvSafeHandle matcher, int value);
}
