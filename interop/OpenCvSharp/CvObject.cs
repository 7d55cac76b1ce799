namespace OpenCvSharp;

/// <summary>A managed face of one native object.</summary>
public abstract class CvObject : DisposableObject
{
    private readonly bool owned;

    protected CvObject(OpenCvSafeHandle safeHandle)
        : this(safeHandle, owned: true)
    {
    }

    /// <summary>A face of a native object that is disposed with this one only if it is <paramref name="owned"/>.</summary>
    private protected CvObject(OpenCvSafeHandle safeHandle, bool owned)
    {
        ArgumentNullException.ThrowIfNull(safeHandle);
        SafeHandle = safeHandle;
        this.owned = owned;
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

    protected override void DisposeUnmanaged()
    {
        if (owned)
        {
            SafeHandle.Dispose();
        }
    }
}
