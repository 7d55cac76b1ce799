namespace OpenCvSharp;

/// <summary>Base of OpenCV's algorithms.</summary>
public abstract class Algorithm : CvPtrObject
{
    protected Algorithm(IntPtr smartPtr, IntPtr rawPtr, Action<IntPtr> releaseSmartPtr)
        : base(smartPtr, rawPtr, releaseSmartPtr)
    {
    }
}
