namespace OpenCvSharp;

/// <summary>A managed face of one native object.</summary>
public abstract class CvObject : DisposableObject
{
    protected CvObject(OpenCvSafeHandle safeHandle)
    {
        ArgumentNullException.ThrowIfNull(safeHandle);
        SafeHandle = safeHandle;
    }

    public IntPtr CvPtr
    {
        get
        {
            ThrowIfDisposed();
            return SafeHandle.DangerousGetHandle();
        }
    }

    internal OpenCvSafeHandle SafeHandle { get; }

    protected override void DisposeUnmanaged() => SafeHandle.Dispose();
}
