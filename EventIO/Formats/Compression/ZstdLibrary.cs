using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Compression;

/// <summary>What is used of libzstd (zstd.h, 1.4 or later).</summary>
internal static partial class ZstdLibrary
{
    /// <summary>ZSTD_d_windowLogMax.</summary>
    public const int WindowLogMax = 100;

    /// <summary>ZSTD_reset_session_only.</summary>
    public const int ResetSessionOnly = 1;

    private const string Name = "libzstd.so.1";

    [LibraryImport(Name, EntryPoint = "ZSTD_createDCtx")]
    public static partial ZstdContext CreateContext();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeContext(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint SetParameter(ZstdContext context, int parameter, int value);

    [LibraryImport(Name, EntryPoint = "ZSTD_DCtx_reset")]
    public static partial nuint Reset(ZstdContext context, int directive);

    /// <summary>0 at a frame's end, else a hint or an error.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decompress(ZstdContext context, ref ZstdBuffer into, ref ZstdBuffer packed);

    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint result);

    [LibraryImport(Name, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint ErrorName(nuint result);
}
