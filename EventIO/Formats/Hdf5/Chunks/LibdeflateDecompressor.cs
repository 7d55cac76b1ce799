using Microsoft.Win32.SafeHandles;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>libdeflate's working memory; for one thread at a time.</summary>
internal sealed class LibdeflateDecompressor() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibdeflateLibrary.FreeDecompressor(handle);
        return true;
    }
}
