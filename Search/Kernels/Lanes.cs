using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventStereo.Search.Kernels;

/// <summary>Loads and stores of up to eight floats, so that the last few neurons of a tile go the same way, to the same bits, as all others.</summary>
internal static unsafe class Lanes
{
    /// <summary>Values of a layer from which it is streamed: 32 MB, as much as the last-level caches of the processors at hand.</summary>
    private const long StreamedValues = 8 << 20;

    /// <summary>Lanes of a full vector.</summary>
    public static readonly int Count = Vector256<float>.Count;

    /// <summary>The first <paramref name="lanes"/> of eight, or all; zeros in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from, int lanes) => lanes >= Vector256<float>.Count ? Vector256.Load(from) : LoadPart(from, lanes);

    /// <summary>Stores the first <paramref name="lanes"/> of eight, or all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> values, float* to, int lanes)
    {
        if (lanes >= Vector256<float>.Count)
        {
            values.Store(to);
        }
        else
        {
            StorePart(values, to, lanes);
        }
    }

    /// <summary>The same, past the caches if <paramref name="streams"/>: see <see cref="StreamingPays"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Vector256<float> values, float* to, int lanes, bool streams)
    {
        if (streams)
        {
            values.StoreAlignedNonTemporal(to); // no part is stored so: planes of whole vectors
        }
        else
        {
            Store(values, to, lanes);
        }
    }

    /// <summary>
    /// Whether results of a layer at <paramref name="to"/> are better stored past the caches: they are larger than the caches, so that no reader finds them there
    /// and the lines need not be read first, and they consist of whole aligned vectors.
    /// </summary>
    public static bool StreamingPays(in SequenceLayout layout, float* to) =>
        layout.Values >= StreamedValues && layout.Plane % Vector256<float>.Count == 0 && (nint)to % sizeof(Vector256<float>) == 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> LoadPart(float* from, int lanes)
    {
        Vector256<float> values = Vector256<float>.Zero;
        for (int i = 0; i < lanes; i++)
        {
            values = values.WithElement(i, from[i]);
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(Vector256<float> values, float* to, int lanes)
    {
        for (int i = 0; i < lanes; i++)
        {
            to[i] = values[i];
        }
    }
}
