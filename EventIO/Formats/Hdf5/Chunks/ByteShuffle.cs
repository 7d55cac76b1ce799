using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EventStereo.EventIO.Formats.Hdf5.Chunks;

/// <summary>Undoes HDF5's byte shuffle: all first bytes of the elements, then all second ones, and so on; bytes beyond the last whole element stay.</summary>
internal static class ByteShuffle
{
    public static void Undo(ReadOnlySpan<byte> shuffled, int elementBytes, Span<byte> destination)
    {
        int elements = shuffled.Length / elementBytes;
        int done = elementBytes == sizeof(double) && Sse2.IsSupported ? UndoWords(shuffled, elements, destination) : 0;
        UndoScalar(shuffled, elementBytes, elements, done, destination);
        int whole = elements * elementBytes;
        shuffled[whole..].CopyTo(destination[whole..]);
    }

    /// <summary>The elements from <paramref name="first"/> on, one byte at a time.</summary>
    public static void UndoScalar(ReadOnlySpan<byte> shuffled, int elementBytes, int elements, int first, Span<byte> destination)
    {
        for (int b = 0; b < elementBytes; b++)
        {
            ReadOnlySpan<byte> plane = shuffled.Slice(b * elements, elements);
            for (int i = first; i < plane.Length; i++)
            {
                destination[(i * elementBytes) + b] = plane[i];
            }
        }
    }

    /// <summary>
    /// Sixteen elements of eight bytes at a time: a transposition of 8 x 16 bytes in three rounds of interleaving. Returns how many
    /// elements were done.
    /// </summary>
    private static int UndoWords(ReadOnlySpan<byte> shuffled, int elements, Span<byte> destination)
    {
        int step = Vector128<byte>.Count;
        ref byte target = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        for (; i + step <= elements; i += step)
        {
            Vector128<byte> b0 = Load(shuffled, 0, elements, i), b1 = Load(shuffled, 1, elements, i), b2 = Load(shuffled, 2, elements, i), b3 = Load(shuffled, 3, elements, i);
            Vector128<byte> b4 = Load(shuffled, 4, elements, i), b5 = Load(shuffled, 5, elements, i), b6 = Load(shuffled, 6, elements, i), b7 = Load(shuffled, 7, elements, i);
            nuint at = (nuint)i * sizeof(double);
            StoreHalf(
                Sse2.UnpackLow(b0, b1).AsUInt16(), Sse2.UnpackLow(b2, b3).AsUInt16(), Sse2.UnpackLow(b4, b5).AsUInt16(), Sse2.UnpackLow(b6, b7).AsUInt16(), ref target, at);
            StoreHalf(
                Sse2.UnpackHigh(b0, b1).AsUInt16(), Sse2.UnpackHigh(b2, b3).AsUInt16(), Sse2.UnpackHigh(b4, b5).AsUInt16(), Sse2.UnpackHigh(b6, b7).AsUInt16(), ref target, at + 64);
        }

        return i;
    }

    private static Vector128<byte> Load(ReadOnlySpan<byte> shuffled, int plane, int elements, int first) =>
        Vector128.Create(shuffled.Slice((plane * elements) + first, Vector128<byte>.Count));

    /// <summary>Eight elements from their pairs of bytes.</summary>
    private static void StoreHalf(Vector128<ushort> p01, Vector128<ushort> p23, Vector128<ushort> p45, Vector128<ushort> p67, ref byte target, nuint at)
    {
        Vector128<uint> low03 = Sse2.UnpackLow(p01, p23).AsUInt32(), high03 = Sse2.UnpackHigh(p01, p23).AsUInt32();
        Vector128<uint> low47 = Sse2.UnpackLow(p45, p67).AsUInt32(), high47 = Sse2.UnpackHigh(p45, p67).AsUInt32();
        Sse2.UnpackLow(low03, low47).AsByte().StoreUnsafe(ref target, at);
        Sse2.UnpackHigh(low03, low47).AsByte().StoreUnsafe(ref target, at + 16);
        Sse2.UnpackLow(high03, high47).AsByte().StoreUnsafe(ref target, at + 32);
        Sse2.UnpackHigh(high03, high47).AsByte().StoreUnsafe(ref target, at + 48);
    }
}
