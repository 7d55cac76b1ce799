using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventStereo.Search.Ops;

/// <summary>Two vectors of 8 floats: six strips of sums and one of inputs take 14 of 16 registers.</summary>
internal unsafe struct Strip256 : IStrip<Strip256>
{
    private Vector256<float> a;
    private Vector256<float> b;

    /// <inheritdoc/>
    public static int Lanes => Vector256<float>.Count;

    /// <inheritdoc/>
    public static int Vectors => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip256 Fill(float value)
    {
        Strip256 strip;
        strip.a = Vector256.Create(value);
        strip.b = Vector256.Create(value);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip256 Load(float* source)
    {
        Strip256 strip;
        strip.a = Vector256.Load(source);
        strip.b = Vector256.Load(source + Vector256<float>.Count);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip256 LoadAt(float* source, int* offsets)
    {
        Strip256 strip;
        strip.a = Vector256.Load(source + offsets[0]);
        strip.b = Vector256.Load(source + offsets[1]);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip256 MultiplyAddScalar(in Strip256 values, float* factor, Strip256 sum)
    {
        Vector256<float> same = Vector256.Create(*factor);
        sum.a = Vector256.FusedMultiplyAdd(values.a, same, sum.a);
        sum.b = Vector256.FusedMultiplyAdd(values.b, same, sum.b);
        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip256 MultiplyAdd(in Strip256 values, float* factors, Strip256 sum)
    {
        Vector256<float> loaded = Vector256.Load(factors);
        sum.a = Vector256.FusedMultiplyAdd(values.a, loaded, sum.a);
        sum.b = Vector256.FusedMultiplyAdd(values.b, loaded, sum.b);
        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Strip256 values, float* target)
    {
        values.a.Store(target);
        values.b.Store(target + Vector256<float>.Count);
    }
}
