using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Compression;

/// <summary>What is used of liblz4's frame interface (lz4frame.h, 1.8 or later).</summary>
internal static unsafe partial class Lz4Library
{
    /// <summary>LZ4F_VERSION.</summary>
    public const uint Version = 100;

    private const string Name = "liblz4.so.1";

    [LibraryImport(Name, EntryPoint = "LZ4F_createDecompressionContext")]
    public static partial nuint CreateContext(out Lz4Context context, uint version);

    [LibraryImport(Name, EntryPoint = "LZ4F_freeDecompressionContext")]
    public static partial nuint FreeContext(nint context);

    [LibraryImport(Name, EntryPoint = "LZ4F_resetDecompressionContext")]
    public static partial void ResetContext(Lz4Context context);

    /// <summary>The two sizes are what there is before, what was used after; 0 at a frame's end, else a hint or an error.</summary>
    [LibraryImport(Name, EntryPoint = "LZ4F_decompress")]
    public static partial nuint Decompress(Lz4Context context, byte* into, ref nuint intoBytes, byte* packed, ref nuint packedBytes, void* options);

    [LibraryImport(Name, EntryPoint = "LZ4F_isError")]
    public static partial uint IsError(nuint result);

    [LibraryImport(Name, EntryPoint = "LZ4F_getErrorName")]
    public static partial nint ErrorName(nuint result);
}
