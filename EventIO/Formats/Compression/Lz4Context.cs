using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Compression;

/// <summary>liblz4's state of one frame.</summary>
internal sealed class Lz4Context() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Lz4Library.FreeContext(handle) == 0;
}
