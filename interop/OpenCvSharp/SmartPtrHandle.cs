namespace OpenCvSharp;

/// <summary>Owner of one <c>cv::Ptr</c>.</summary>
internal sealed class SmartPtrHandle(IntPtr existingHandle, Action<IntPtr> release) : OpenCvSafeHandle(existingHandle, ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        release(handle);
        return true;
    }
}
