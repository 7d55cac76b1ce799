using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventStereo.Search.Ops;

/// <summary>Four vectors of 16 floats: six strips of sums and one of inputs take 28 of 32 registers.</summary>
internal unsafe struct Strip512 : IStrip<Strip512>
{
    private Vector512<float> a;
    private Vector512<float> b;
    private Vector512<float> c;
    private Vector512<float> d;

    /// <inheritdoc/>
    public static int Lanes => Vector512<float>.Count;

    /// <inheritdoc/>
    public static int Vectors => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip512 Fill(float value)
    {
        Strip512 strip;
        strip.a = Vector512.Create(value);
        strip.b = Vector512.Create(value);
        strip.c = Vector512.Create(value);
        strip.d = Vector512.Create(value);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip512 Load(float* source)
    {
        Strip512 strip;
        strip.a = Vector512.Load(source);
        strip.b = Vector512.Load(source + Vector512<float>.Count);
        strip.c = Vector512.Load(source + (2 * Vector512<float>.Count));
        strip.d = Vector512.Load(source + (3 * Vector512<float>.Count));
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip512 LoadAt(float* source, int* offsets)
    {
        Strip512 strip;
        strip.a = Vector512.Load(source + offsets[0]);
        strip.b = Vector512.Load(source + offsets[1]);
        strip.c = Vector512.Load(source + offsets[2]);
        strip.d = Vector512.Load(source + offsets[3]);
        return strip;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip512 MultiplyAddScalar(in Strip512 values, float* factor, Strip512 sum)
    {
        Vector512<float> same = Vector512.Create(*factor);
        sum.a = Vector512.FusedMultiplyAdd(values.a, same, sum.a);
        sum.b = Vector512.FusedMultiplyAdd(values.b, same, sum.b);
        sum.c = Vector512.FusedMultiplyAdd(values.c, same, sum.c);
        sum.d = Vector512.FusedMultiplyAdd(values.d, same, sum.d);
        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip512 MultiplyAdd(in Strip512 values, float* factors, Strip512 sum)
    {
        Vector512<float> loaded = Vector512.Load(factors);
        sum.a = Vector512.FusedMultiplyAdd(values.a, loaded, sum.a);
        sum.b = Vector512.FusedMultiplyAdd(values.b, loaded, sum.b);
        sum.c = Vector512.FusedMultiplyAdd(values.c, loaded, sum.c);
        sum.d = Vector512.FusedMultiplyAdd(values.d, loaded, sum.d);
        return sum;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Strip512 values, float* target)
    {
        values.a.Store(target);
        values.b.Store(target + Vector512<float>.Count);
        values.c.Store(target + (2 * Vector512<float>.Count));
        values.d.Store(target + (3 * Vector512<float>.Count));
    }
}
