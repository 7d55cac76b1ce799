namespace EventStereo.Search.Ops;

/// <summary>
/// A convolution written as its equation, one product at a time: the definition that <see cref="DirectConvolution"/> is held against.
/// <code>
/// y[n, o, d, h, w] = b[o] + sum over i, a, r, c of k[o, i, a, r, c] x[n, i, d + a - A/2, h + r - R/2, w + c - C/2]
/// </code>
/// where <c>x</c> is zero outside its maps. Sums are of doubles.
/// </summary>
internal static class ConvolutionReference
{
    /// <summary>The output <c>[N, Outputs, D, H, W]</c>.</summary>
    public static float[] Forward(ConvolutionSize size, ReadOnlySpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        double[] sums = new double[size.Samples * size.Outputs * size.Positions];
        for (int at = 0; at < sums.Length; at++)
        {
            sums[at] = bias.IsEmpty ? 0 : bias[at / size.Positions % size.Outputs];
        }

        foreach ((int output, int tap, int from) in Products(size))
        {
            sums[output] += (double)weights[tap] * input[from];
        }

        return ToFloats(sums);
    }

    /// <summary>Gradients at the input, <c>[N, Inputs, D, H, W]</c>.</summary>
    public static float[] InputGradient(ConvolutionSize size, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weights)
    {
        double[] sums = new double[size.Samples * size.Inputs * size.Positions];
        foreach ((int output, int tap, int from) in Products(size))
        {
            sums[from] += (double)weights[tap] * outputGradient[output];
        }

        return ToFloats(sums);
    }

    /// <summary>Gradients at the weights, <c>[Outputs, Inputs, taps]</c>.</summary>
    public static float[] WeightGradient(ConvolutionSize size, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient)
    {
        double[] sums = new double[size.Outputs * size.Terms];
        foreach ((int output, int tap, int from) in Products(size))
        {
            sums[tap] += (double)input[from] * outputGradient[output];
        }

        return ToFloats(sums);
    }

    private static float[] ToFloats(double[] values) => Array.ConvertAll(values, value => (float)value);

    /// <summary>Every product inside the maps: index of its output, of its weight and of its input.</summary>
    private static IEnumerable<(int Output, int Weight, int Input)> Products(ConvolutionSize size)
    {
        for (int at = 0; at < size.Samples * size.Outputs * size.Positions; at++)
        {
            (int map, int position) = Math.DivRem(at, size.Positions);
            (int sample, int output) = Math.DivRem(map, size.Outputs);
            (int plane, int inPlane) = Math.DivRem(position, size.Height * size.Width);
            (int row, int column) = Math.DivRem(inPlane, size.Width);
            for (int term = 0; term < size.Terms; term++)
            {
                (int input, int tap) = Math.DivRem(term, size.Taps);
                (int tapPlane, int inKernel) = Math.DivRem(tap, size.KernelHeight * size.KernelWidth);
                (int tapRow, int tapColumn) = Math.DivRem(inKernel, size.KernelWidth);
                int d = plane + tapPlane - (size.KernelDepth / 2), h = row + tapRow - (size.KernelHeight / 2), w = column + tapColumn - (size.KernelWidth / 2);
                if (d >= 0 && d < size.Depth && h >= 0 && h < size.Height && w >= 0 && w < size.Width)
                {
                    yield return (at, (output * size.Terms) + term, (((((sample * size.Inputs) + input) * size.Depth) + d) * size.Height + h) * size.Width + w);
                }
            }
        }
    }
}
