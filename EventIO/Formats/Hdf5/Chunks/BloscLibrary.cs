using System.Runtime.InteropServices;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>What is used of c-blosc 1 (blosc.h, 1.16 or later, which checks what it unpacks).</summary>
internal static unsafe partial class BloscLibrary
{
    private const string Name = "libblosc.so.1";
    private const int HeaderBytes = 16;

    /// <summary>Whether the library is there.</summary>
    public static bool IsAvailable { get; } =
        NativeLibrary.TryLoad(Name, out nint library) && NativeLibrary.TryGetExport(library, "blosc_cbuffer_validate", out _);

    /// <summary>Length that a sound header states, -1 if it is not sound.</summary>
    public static long UnpackedLength(ReadOnlySpan<byte> packed)
    {
        nuint length = 0;
        fixed (byte* source = packed)
        {
            return packed.Length >= HeaderBytes && Validate(source, (nuint)packed.Length, &length) == 0 ? (long)length : -1;
        }
    }

    /// <summary>Whether <paramref name="packed"/> is sound and unpacks to exactly <paramref name="destination"/>, which then holds it.</summary>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> destination)
    {
        fixed (byte* source = packed, target = destination)
        {
            return UnpackedLength(packed) == destination.Length
                && Decompress(source, target, (nuint)destination.Length, 1) == destination.Length;
        }
    }

    [LibraryImport(Name, EntryPoint = "blosc_cbuffer_validate")]
    private static partial int Validate(byte* packed, nuint packedBytes, nuint* unpackedBytes);

    /// <summary>Bytes unpacked, 0 or less for a failure. Keeps no state, so threads may call it at once.</summary>
    [LibraryImport(Name, EntryPoint = "blosc_decompress_ctx")]
    private static partial int Decompress(byte* packed, byte* destination, nuint room, int threads);
}
