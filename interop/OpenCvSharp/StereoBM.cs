namespace OpenCvSharp;

/// <summary>Block matching by sums of absolute differences.</summary>
public class StereoBM : StereoMatcher
{
    private StereoBM(IntPtr smartPtr, IntPtr rawPtr)
        : base(smartPtr, rawPtr, Release)
    {
    }

    public int PreFilterType
    {
        get => Get(Native.ocv_bm_get_pre_filter_type(Alive, out int value), value);
        set => Native.Check(Native.ocv_bm_set_pre_filter_type(Alive, value));
    }

    public int PreFilterSize
    {
        get => Get(Native.ocv_bm_get_pre_filter_size(Alive, out int value), value);
        set => Native.Check(Native.ocv_bm_set_pre_filter_size(Alive, value));
    }

    public int PreFilterCap
    {
        get => Get(Native.ocv_bm_get_pre_filter_cap(Alive, out int value), value);
        set => Native.Check(Native.ocv_bm_set_pre_filter_cap(Alive, value));
    }

    public int TextureThreshold
    {
        get => Get(Native.ocv_bm_get_texture_threshold(Alive, out int value), value);
        set => Native.Check(Native.ocv_bm_set_texture_threshold(Alive, value));
    }

    public int UniquenessRatio
    {
        get => Get(Native.ocv_bm_get_uniqueness_ratio(Alive, out int value), value);
        set => Native.Check(Native.ocv_bm_set_uniqueness_ratio(Alive, value));
    }

    public static StereoBM Create(int numDisparities = 0, int blockSize = 21)
    {
        Native.Check(Native.ocv_stereo_bm_new(numDisparities, blockSize, out IntPtr smart, out IntPtr raw));
        return new StereoBM(smart, raw);
    }
}
