namespace OpenCvSharp;

/// <summary>A managed face of an object that a <c>cv::Ptr</c> owns.</summary>
public abstract class CvPtrObject : DisposableObject
{
    private readonly IntPtr rawPtr;

    protected CvPtrObject(IntPtr smartPtr, IntPtr rawPtr, Action<IntPtr> releaseSmartPtr)
    {
        ArgumentNullException.ThrowIfNull(releaseSmartPtr);
        SmartPtr = new SmartPtrHandle(smartPtr, releaseSmartPtr);
        this.rawPtr = rawPtr;
    }

    public IntPtr RawPtr
    {
        get
        {
            ThrowIfDisposed();
            return rawPtr;
        }
    }

    internal OpenCvSafeHandle SmartPtr { get; }

    protected override void DisposeUnmanaged() => SmartPtr.Dispose();
}
