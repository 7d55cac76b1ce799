using System.Runtime.InteropServices;

namespace EventStereo.Search.Ops;

/// <summary>Working memory of kernels, aligned to a cache line so that vectors do not lie across two.</summary>
internal static unsafe class NativeFloats
{
    private const int CacheLineBytes = 64;

    /// <summary>Room for so many floats, not cleared; freed by <see cref="NativeMemory.AlignedFree"/>.</summary>
    public static float* Allocate(long count) => (float*)NativeMemory.AlignedAlloc(checked((nuint)count * sizeof(float)), CacheLineBytes);
}
