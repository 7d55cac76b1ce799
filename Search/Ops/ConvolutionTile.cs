using System.Runtime.CompilerServices;

namespace EventStereo.Search.Ops;

/// <summary>
/// The inner loops of convolutions: a few output channels by one strip of positions, whose sums stay in registers through all products. Written
/// out for one, two, four and six channels; <see cref="RowsOf"/> says how a number of channels is made up of these.
/// </summary>
/// <typeparam name="TStrip">The strip of this processor.</typeparam>
internal static unsafe class ConvolutionTile<TStrip>
    where TStrip : unmanaged, IStrip<TStrip>
{
    /// <summary>Channels of the next tile when <paramref name="left"/> are left.</summary>
    public static int RowsOf(int left) => left is 6 or >= 10 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;

    /// <summary>
    /// Sums of <paramref name="terms"/> products for <paramref name="rows"/> output channels at one strip of positions:
    /// <c>target[r stride + p] = bias[r] + sum over k of weights[k rows + r] source[offsets[k] + p]</c>.
    /// </summary>
    public static void Sum(int rows, float* source, int* offsets, float* weights, int terms, float* bias, float* target, nint stride)
    {
        switch (rows)
        {
            case 6: Sum6(source, offsets, weights, terms, bias, target, stride); break;
            case 4: Sum4(source, offsets, weights, terms, bias, target, stride); break;
            case 2: Sum2(source, offsets, weights, terms, bias, target, stride); break;
            default: Sum1(source, offsets, weights, terms, bias, target); break;
        }
    }

    /// <summary>
    /// Adds the products of gradients at <paramref name="rows"/> output channels and inputs at one tap for each vector of a strip, lane by lane, over
    /// <paramref name="length"/> positions: <c>sums[r][v][lane] += gradients[r stride + p] source[offsets[v] + p]</c> for the <c>p</c> of that lane.
    /// </summary>
    public static void Correlate(int rows, float* source, int* offsets, float* gradients, nint stride, int length, float* sums)
    {
        switch (rows)
        {
            case 6: Correlate6(source, offsets, gradients, stride, length, sums); break;
            case 4: Correlate4(source, offsets, gradients, stride, length, sums); break;
            case 2: Correlate2(source, offsets, gradients, stride, length, sums); break;
            default: Correlate1(source, offsets, gradients, length, sums); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Sum6(float* source, int* offsets, float* weights, int terms, float* bias, float* target, nint stride)
    {
        TStrip a = TStrip.Fill(bias[0]), b = TStrip.Fill(bias[1]), c = TStrip.Fill(bias[2]), d = TStrip.Fill(bias[3]), e = TStrip.Fill(bias[4]), f = TStrip.Fill(bias[5]);
        for (int k = 0; k < terms; k++, weights += 6)
        {
            TStrip x = TStrip.Load(source + offsets[k]);
            a = TStrip.MultiplyAddScalar(x, weights, a);
            b = TStrip.MultiplyAddScalar(x, weights + 1, b);
            c = TStrip.MultiplyAddScalar(x, weights + 2, c);
            d = TStrip.MultiplyAddScalar(x, weights + 3, d);
            e = TStrip.MultiplyAddScalar(x, weights + 4, e);
            f = TStrip.MultiplyAddScalar(x, weights + 5, f);
        }

        TStrip.Store(a, target);
        TStrip.Store(b, target + stride);
        TStrip.Store(c, target + (2 * stride));
        TStrip.Store(d, target + (3 * stride));
        TStrip.Store(e, target + (4 * stride));
        TStrip.Store(f, target + (5 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Sum4(float* source, int* offsets, float* weights, int terms, float* bias, float* target, nint stride)
    {
        TStrip a = TStrip.Fill(bias[0]), b = TStrip.Fill(bias[1]), c = TStrip.Fill(bias[2]), d = TStrip.Fill(bias[3]);
        for (int k = 0; k < terms; k++, weights += 4)
        {
            TStrip x = TStrip.Load(source + offsets[k]);
            a = TStrip.MultiplyAddScalar(x, weights, a);
            b = TStrip.MultiplyAddScalar(x, weights + 1, b);
            c = TStrip.MultiplyAddScalar(x, weights + 2, c);
            d = TStrip.MultiplyAddScalar(x, weights + 3, d);
        }

        TStrip.Store(a, target);
        TStrip.Store(b, target + stride);
        TStrip.Store(c, target + (2 * stride));
        TStrip.Store(d, target + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Sum2(float* source, int* offsets, float* weights, int terms, float* bias, float* target, nint stride)
    {
        TStrip a = TStrip.Fill(bias[0]), b = TStrip.Fill(bias[1]);
        for (int k = 0; k < terms; k++, weights += 2)
        {
            TStrip x = TStrip.Load(source + offsets[k]);
            a = TStrip.MultiplyAddScalar(x, weights, a);
            b = TStrip.MultiplyAddScalar(x, weights + 1, b);
        }

        TStrip.Store(a, target);
        TStrip.Store(b, target + stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Sum1(float* source, int* offsets, float* weights, int terms, float* bias, float* target)
    {
        TStrip a = TStrip.Fill(bias[0]);
        for (int k = 0; k < terms; k++, weights += 1)
        {
            TStrip x = TStrip.Load(source + offsets[k]);
            a = TStrip.MultiplyAddScalar(x, weights, a);
        }

        TStrip.Store(a, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Correlate6(float* source, int* offsets, float* gradients, nint stride, int length, float* sums)
    {
        int strip = TStrip.Lanes * TStrip.Vectors;
        TStrip a = TStrip.Load(sums), b = TStrip.Load(sums + strip), c = TStrip.Load(sums + (2 * strip)), d = TStrip.Load(sums + (3 * strip)), e = TStrip.Load(sums + (4 * strip)), f = TStrip.Load(sums + (5 * strip));
        for (int p = 0; p < length; p += TStrip.Lanes, source += TStrip.Lanes, gradients += TStrip.Lanes)
        {
            TStrip x = TStrip.LoadAt(source, offsets);
            a = TStrip.MultiplyAdd(x, gradients, a);
            b = TStrip.MultiplyAdd(x, gradients + stride, b);
            c = TStrip.MultiplyAdd(x, gradients + (2 * stride), c);
            d = TStrip.MultiplyAdd(x, gradients + (3 * stride), d);
            e = TStrip.MultiplyAdd(x, gradients + (4 * stride), e);
            f = TStrip.MultiplyAdd(x, gradients + (5 * stride), f);
        }

        TStrip.Store(a, sums);
        TStrip.Store(b, sums + strip);
        TStrip.Store(c, sums + (2 * strip));
        TStrip.Store(d, sums + (3 * strip));
        TStrip.Store(e, sums + (4 * strip));
        TStrip.Store(f, sums + (5 * strip));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Correlate4(float* source, int* offsets, float* gradients, nint stride, int length, float* sums)
    {
        int strip = TStrip.Lanes * TStrip.Vectors;
        TStrip a = TStrip.Load(sums), b = TStrip.Load(sums + strip), c = TStrip.Load(sums + (2 * strip)), d = TStrip.Load(sums + (3 * strip));
        for (int p = 0; p < length; p += TStrip.Lanes, source += TStrip.Lanes, gradients += TStrip.Lanes)
        {
            TStrip x = TStrip.LoadAt(source, offsets);
            a = TStrip.MultiplyAdd(x, gradients, a);
            b = TStrip.MultiplyAdd(x, gradients + stride, b);
            c = TStrip.MultiplyAdd(x, gradients + (2 * stride), c);
            d = TStrip.MultiplyAdd(x, gradients + (3 * stride), d);
        }

        TStrip.Store(a, sums);
        TStrip.Store(b, sums + strip);
        TStrip.Store(c, sums + (2 * strip));
        TStrip.Store(d, sums + (3 * strip));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Correlate2(float* source, int* offsets, float* gradients, nint stride, int length, float* sums)
    {
        int strip = TStrip.Lanes * TStrip.Vectors;
        TStrip a = TStrip.Load(sums), b = TStrip.Load(sums + strip);
        for (int p = 0; p < length; p += TStrip.Lanes, source += TStrip.Lanes, gradients += TStrip.Lanes)
        {
            TStrip x = TStrip.LoadAt(source, offsets);
            a = TStrip.MultiplyAdd(x, gradients, a);
            b = TStrip.MultiplyAdd(x, gradients + stride, b);
        }

        TStrip.Store(a, sums);
        TStrip.Store(b, sums + strip);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // it runs for most of the time from its first call on
    private static void Correlate1(float* source, int* offsets, float* gradients, int length, float* sums)
    {
        int strip = TStrip.Lanes * TStrip.Vectors;
        TStrip a = TStrip.Load(sums);
        for (int p = 0; p < length; p += TStrip.Lanes, source += TStrip.Lanes, gradients += TStrip.Lanes)
        {
            TStrip x = TStrip.LoadAt(source, offsets);
            a = TStrip.MultiplyAdd(x, gradients, a);
        }

        TStrip.Store(a, sums);
    }
}
