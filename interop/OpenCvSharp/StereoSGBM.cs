namespace OpenCvSharp;

/// <summary>Semi-global block matching (Hirschmueller 2008, with Birchfield-Tomasi cost).</summary>
public class StereoSGBM : StereoMatcher
{
    private StereoSGBM(IntPtr smartPtr, IntPtr rawPtr)
        : base(smartPtr, rawPtr, Release)
    {
    }

    public int PreFilterCap
    {
        get => Get(Native.ocv_sgbm_get_pre_filter_cap(Alive, out int value), value);
        set => Native.Check(Native.ocv_sgbm_set_pre_filter_cap(Alive, value));
    }

    public int UniquenessRatio
    {
        get => Get(Native.ocv_sgbm_get_uniqueness_ratio(Alive, out int value), value);
        set => Native.Check(Native.ocv_sgbm_set_uniqueness_ratio(Alive, value));
    }

    public int P1
    {
        get => Get(Native.ocv_sgbm_get_p1(Alive, out int value), value);
        set => Native.Check(Native.ocv_sgbm_set_p1(Alive, value));
    }

    public int P2
    {
        get => Get(Native.ocv_sgbm_get_p2(Alive, out int value), value);
        set => Native.Check(Native.ocv_sgbm_set_p2(Alive, value));
    }

    public StereoSGBMMode Mode
    {
        get => (StereoSGBMMode)Get(Native.ocv_sgbm_get_mode(Alive, out int value), value);
        set => Native.Check(Native.ocv_sgbm_set_mode(Alive, (int)value));
    }

    public static StereoSGBM Create(
        int minDisparity,
        int numDisparities,
        int blockSize,
        int p1 = 0,
        int p2 = 0,
        int disp12MaxDiff = 0,
        int preFilterCap = 0,
        int uniquenessRatio = 0,
        int speckleWindowSize = 0,
        int speckleRange = 0,
        StereoSGBMMode mode = StereoSGBMMode.SGBM)
    {
        Native.Check(Native.ocv_stereo_sgbm_new(
            minDisparity, numDisparities, blockSize, p1, p2, disp12MaxDiff, preFilterCap, uniquenessRatio, speckleWindowSize, speckleRange, (int)mode, out IntPtr smart, out IntPtr raw));
        return new StereoSGBM(smart, raw);
    }
}
