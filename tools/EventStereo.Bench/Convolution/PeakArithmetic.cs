using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventStereo.Bench.Convolution;

/// <summary>Multiply-adds on registers, as many at a time as the processor has units and steps to keep busy: no convolution can be faster.</summary>
internal static class PeakArithmetic
{
    /// <summary>Sums that do not wait for one another: two units of four to five steps each.</summary>
    private const int Chains = 10;

    /// <summary>What a thread takes at a time, some 20 µs of work: threads that get less of a busy machine take fewer.</summary>
    private const long PartMultiplyAdds = 2_000_000;

    private static float sink;

    /// <summary>Does at least <paramref name="count"/> multiply-adds on <paramref name="threads"/> threads.</summary>
    public static void MultiplyAdd(long count, int threads)
    {
        bool wide = Vector512.IsHardwareAccelerated;
        int parts = (int)Math.Clamp(count / PartMultiplyAdds, 1, int.MaxValue);
        long rounds = count / parts / (Chains * (wide ? Vector512<float>.Count : Vector256<float>.Count)) + 1;
        float[] results = new float[parts];
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => results[part] = wide ? Wide(rounds) : Narrow(rounds));
        Volatile.Write(ref sink, results.Sum());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide(long rounds)
    {
        Vector512<float> x = Vector512.Create(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (long round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow(long rounds)
    {
        Vector256<float> x = Vector256.Create(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (long round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
            i = Vector256.FusedMultiplyAdd(i, x, x);
            j = Vector256.FusedMultiplyAdd(j, x, x);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
