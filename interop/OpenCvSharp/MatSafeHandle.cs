using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>
/// Owner of one <c>cv::Mat</c>, of the pin on the managed array it may lie over, and of what the collector was told of its size.
/// </summary>
public sealed class MatSafeHandle : OpenCvSafeHandle
{
    /// <summary>The null pointer: an input that is not given.</summary>
    internal static readonly MatSafeHandle None = new(IntPtr.Zero, ownsHandle: false);

    private GCHandle pin;
    private long reportedBytes;

    public MatSafeHandle()
    {
    }

    public MatSafeHandle(IntPtr existingHandle, bool ownsHandle)
        : base(existingHandle, ownsHandle)
    {
    }

    internal MatSafeHandle(IntPtr existingHandle, GCHandle pin)
        : base(existingHandle, ownsHandle: true) => this.pin = pin;

    /// <summary>Tells the collector how much native memory this matrix holds now; a view holds none.</summary>
    internal void ReportMemory(long bytes)
    {
        if (bytes > reportedBytes)
        {
            GC.AddMemoryPressure(bytes - reportedBytes);
        }
        else if (bytes < reportedBytes)
        {
            GC.RemoveMemoryPressure(reportedBytes - bytes);
        }

        reportedBytes = bytes;
    }

    protected override bool ReleaseHandle()
    {
        int status = Native.ocv_mat_delete(handle);
        ReportMemory(0);
        if (pin.IsAllocated)
        {
            pin.Free();
        }

        return status == 0;
    }
}
