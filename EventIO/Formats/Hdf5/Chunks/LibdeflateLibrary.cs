using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>What is used of libdeflate (libdeflate.h, 1.0 or later).</summary>
internal static unsafe partial class LibdeflateLibrary
{
    private const string Name = "libdeflate.so.0";

    /// <summary>Whether the library is there; it is not asked for where .NET's zlib does the work as well.</summary>
    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Name, out _);

    [LibraryImport(Name, EntryPoint = "libdeflate_alloc_decompressor")]
    public static partial LibdeflateDecompressor CreateDecompressor();

    [LibraryImport(Name, EntryPoint = "libdeflate_free_decompressor")]
    public static partial void FreeDecompressor(nint decompressor);

    /// <summary>0 if the stream is sound and gives exactly <paramref name="intoBytes"/> bytes (<paramref name="actual"/> being null).</summary>
    [LibraryImport(Name, EntryPoint = "libdeflate_zlib_decompress")]
    public static partial int Decompress(LibdeflateDecompressor decompressor, byte* packed, nuint packedBytes, byte* into, nuint intoBytes, nuint* actual);
}
