namespace EventStereo.Energy;

/// <summary>
/// How many outputs each input element of a convolution reaches along one axis. Away from the borders it is kernel / stride
/// on average; near them fewer. The fan-out of an element is the product over the axes, times the output channels of its group.
/// </summary>
internal static class FanOut
{
    /// <summary><c>floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1</c>, 0 if the kernel does not fit.</summary>
    public static int OutputSize(int size, int kernel, int stride, int padding, int dilation)
    {
        int room = size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return room < 0 ? 0 : (room / stride) + 1;
    }

    /// <summary>The number of (output, tap) pairs that read input i, for every i: those with <c>i = o stride - padding + tap dilation</c>.</summary>
    public static int[] Along(int size, int kernel, int stride, int padding, int dilation)
    {
        int[] fanOut = new int[size];
        int outputs = OutputSize(size, kernel, stride, padding, dilation);
        for (int o = 0; o < outputs; o++)
        {
            for (int tap = 0; tap < kernel; tap++)
            {
                int i = (o * stride) - padding + (tap * dilation);
                if ((uint)i < (uint)size)
                {
                    fanOut[i]++;
                }
            }
        }

        return fanOut;
    }

    /// <summary><c>(size - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1</c>: outputs of a transposed convolution.</summary>
    public static int TransposedOutputSize(int size, int kernel, int stride, int padding, int dilation, int outputPadding) =>
        ((size - 1) * stride) - (2 * padding) + (dilation * (kernel - 1)) + outputPadding + 1;

    /// <summary>The number of outputs that input i of a transposed convolution adds to, for every i: those at <c>i stride - padding + tap dilation</c> that exist.</summary>
    public static int[] AlongTransposed(int size, int kernel, int stride, int padding, int dilation, int outputs)
    {
        int[] fanOut = new int[size];
        for (int i = 0; i < size; i++)
        {
            for (int tap = 0; tap < kernel; tap++)
            {
                fanOut[i] += (uint)((i * stride) - padding + (tap * dilation)) < (uint)outputs ? 1 : 0;
            }
        }

        return fanOut;
    }
}
