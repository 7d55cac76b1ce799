using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Compression;

/// <summary>libzstd's state of one frame.</summary>
internal sealed class ZstdContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => ZstdLibrary.FreeContext(handle) == 0;
}
