namespace OpenCvSharp;

/// <summary>OpenCV's functions.</summary>
public static partial class Cv2
{
    public static void CvtColor(InputArray src, OutputArray dst, ColorConversionCodes code, int dstCn = 0)
    {
        Native.Check(Native.ocv_cvt_color(In(src), Out(dst), (int)code, dstCn));
        dst.Fix();
    }

    public static void Resize(InputArray src, OutputArray dst, Size dsize, double fx = 0, double fy = 0, InterpolationFlags interpolation = InterpolationFlags.Linear)
    {
        Native.Check(Native.ocv_resize(In(src), Out(dst), dsize, fx, fy, (int)interpolation));
        dst.Fix();
    }

    public static void ApplyColorMap(InputArray src, OutputArray dst, ColormapTypes colormap)
    {
        Native.Check(Native.ocv_apply_color_map(In(src), Out(dst), (int)colormap));
        dst.Fix();
    }

    public static void GaussianBlur(InputArray src, OutputArray dst, Size ksize, double sigmaX, double sigmaY = 0, BorderTypes borderType = BorderTypes.Default)
    {
        Native.Check(Native.ocv_gaussian_blur(In(src), Out(dst), ksize, sigmaX, sigmaY, (int)borderType));
        dst.Fix();
    }

    public static void MedianBlur(InputArray src, OutputArray dst, int ksize)
    {
        Native.Check(Native.ocv_median_blur(In(src), Out(dst), ksize));
        dst.Fix();
    }

    public static unsafe void HConcat(IEnumerable<Mat> src, OutputArray dst) => Concatenate(src, dst, &Native.ocv_hconcat);

    public static void HConcat(InputArray src1, InputArray src2, OutputArray dst) => HConcat([MatOf(src1), MatOf(src2)], dst);

    public static unsafe void VConcat(IEnumerable<Mat> src, OutputArray dst) => Concatenate(src, dst, &Native.ocv_vconcat);

    public static void VConcat(InputArray src1, InputArray src2, OutputArray dst) => VConcat([MatOf(src1), MatOf(src2)], dst);

    public static void MinMaxLoc(InputArray src, out double minVal, out double maxVal) => MinMaxLoc(src, out minVal, out maxVal, out _, out _);

    public static void MinMaxLoc(InputArray src, out Point minLoc, out Point maxLoc) => MinMaxLoc(src, out _, out _, out minLoc, out maxLoc);

    public static void MinMaxLoc(InputArray src, out double minVal, out double maxVal, out Point minLoc, out Point maxLoc, InputArray? mask = null) =>
        Native.Check(Native.ocv_min_max_loc(In(src), InputArray.HandleOf(mask), out minVal, out maxVal, out minLoc, out maxLoc));

    public static void Remap(
        InputArray src,
        OutputArray dst,
        InputArray map1,
        InputArray map2,
        InterpolationFlags interpolation = InterpolationFlags.Linear,
        BorderTypes borderMode = BorderTypes.Constant,
        Scalar? borderValue = null)
    {
        Native.Check(Native.ocv_remap(In(src), Out(dst), In(map1), InputArray.HandleOf(map2), (int)interpolation, (int)borderMode, borderValue ?? default));
        dst.Fix();
    }

    public static void FilterSpeckles(InputOutputArray img, double newVal, int maxSpeckleSize, double maxDiff, InputOutputArray? buf = null)
    {
        Native.Check(Native.ocv_filter_speckles(Out(img), newVal, maxSpeckleSize, maxDiff, buf?.GetMat().Handle ?? MatSafeHandle.None));
        buf?.Fix();
    }

    public static void SetNumThreads(int nThreads) => Native.Check(Native.ocv_set_num_threads(nThreads));

    public static int GetNumThreads()
    {
        Native.Check(Native.ocv_get_num_threads(out int threads));
        return threads;
    }

    private static unsafe void Concatenate(IEnumerable<Mat> src, OutputArray dst, delegate*<IntPtr*, int, MatSafeHandle, int> join)
    {
        ArgumentNullException.ThrowIfNull(src);
        Mat[] parts = [.. src];
        IntPtr[] pointers = [.. parts.Select(part => part.CvPtr)];
        fixed (IntPtr* first = pointers)
        {
            Native.Check(join(first, pointers.Length, Out(dst)));
        }

        GC.KeepAlive(parts);
        dst.Fix();
    }

    private static Mat MatOf(InputArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.GetMat();
    }

    private static MatSafeHandle In(InputArray array) => MatOf(array).Handle;

    private static MatSafeHandle Out(OutputArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array.GetMat().Handle;
    }
}
