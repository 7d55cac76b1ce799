using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>Owner of one native object.</summary>
public abstract class OpenCvSafeHandle : SafeHandle
{
    protected OpenCvSafeHandle()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    protected OpenCvSafeHandle(IntPtr existingHandle, bool ownsHandle)
        : base(IntPtr.Zero, ownsHandle) => SetHandle(existingHandle);

    public override bool IsInvalid => handle == IntPtr.Zero;
}
