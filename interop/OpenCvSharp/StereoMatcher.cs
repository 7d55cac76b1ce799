namespace OpenCvSharp;

/// <summary>A matcher of rectified image pairs. Disparities come in sixteenths of a pixel, 16-bit signed; what found no match is below the lowest disparity.</summary>
public class StereoMatcher : Algorithm
{
    protected StereoMatcher(IntPtr smartPtr, IntPtr rawPtr, Action<IntPtr> release)
        : base(smartPtr, rawPtr, release)
    {
    }

    public int MinDisparity
    {
        get => Get(Native.ocv_stereo_get_min_disparity(Alive, out int value), value);
        set => Native.Check(Native.ocv_stereo_set_min_disparity(Alive, value));
    }

    public int NumDisparities
    {
        get => Get(Native.ocv_stereo_get_num_disparities(Alive, out int value), value);
        set => Native.Check(Native.ocv_stereo_set_num_disparities(Alive, value));
    }

    public int BlockSize
    {
        get => Get(Native.ocv_stereo_get_block_size(Alive, out int value), value);
        set => Native.Check(Native.ocv_stereo_set_block_size(Alive, value));
    }

    public int SpeckleWindowSize
    {
        get => Get(Native.ocv_stereo_get_speckle_window_size(Alive, out int value), value);
        set => Native.Check(Native.ocv_stereo_set_speckle_window_size(Alive, value));
    }

    public int SpeckleRange
    {
        get => Get(Native.ocv_stereo_get_speckle_range(Alive, out int value), value);
        set => Native.Check(Native.ocv_stereo_set_speckle_range(Alive, value));
    }

    public int Disp12MaxDiff
    {
        get => Get(Native.ocv_stereo_get_disp12_max_diff(Alive, out int value), value);
        set => Native.Check(Native.ocv_stereo_set_disp12_max_diff(Alive, value));
    }

    /// <summary>The native matcher, which must not have been disposed.</summary>
    internal OpenCvSafeHandle Alive
    {
        get
        {
            ThrowIfDisposed();
            return SmartPtr;
        }
    }

    public virtual void Compute(InputArray left, InputArray right, OutputArray disparity)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(disparity);
        Native.Check(Native.ocv_stereo_compute(Alive, left.GetMat().Handle, right.GetMat().Handle, disparity.GetMat().Handle));
        disparity.Fix();
    }

    internal static void Release(IntPtr smartPtr) => _ = Native.ocv_stereo_delete(smartPtr);

    /// <summary>Checks the call that gave <paramref name="value"/> and passes it on.</summary>
    internal static int Get(int status, int value)
    {
        Native.Check(status);
        return value;
    }
}
