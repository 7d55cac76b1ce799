using System.Buffers;

namespace EventStereo.Search.Ops;

/// <summary>
/// Weights in the order in which <see cref="ConvolutionTile{TStrip}"/> reads them: tiles of output channels one after another, in each the products in
/// the order of <see cref="SlabLayout.Offsets"/>, for each product the channels of the tile side by side.
/// </summary>
internal static class PackedWeights
{
    /// <summary>Packs <paramref name="weights"/>, <c>[Outputs, Inputs, taps]</c>, into an array of the shared pool, which whoever takes it gives back: new ones of every pass are large objects, which cost collections.</summary>
    public static float[] Forward<TStrip>(ReadOnlySpan<float> weights, ConvolutionSize size)
        where TStrip : unmanaged, IStrip<TStrip> =>
        Pack<TStrip>(weights, size, outputStride: size.Terms, inputStride: size.Taps, firstTap: 0, tapStep: 1);

    /// <summary>
    /// Packs <paramref name="weights"/>, <c>[Outputs, Inputs, taps]</c> of <paramref name="size"/>, for the convolution that takes gradients at the
    /// outputs to gradients at the inputs: channels change places and the kernel is turned around in every dimension. The array is of the shared pool, as above.
    /// </summary>
    public static float[] Transposed<TStrip>(ReadOnlySpan<float> weights, ConvolutionSize size)
        where TStrip : unmanaged, IStrip<TStrip> =>
        Pack<TStrip>(weights, size.Transposed, outputStride: size.Taps, inputStride: size.Terms, firstTap: size.Taps - 1, tapStep: -1);

    private static float[] Pack<TStrip>(ReadOnlySpan<float> weights, ConvolutionSize size, int outputStride, int inputStride, int firstTap, int tapStep)
        where TStrip : unmanaged, IStrip<TStrip>
    {
        float[] packed = ArrayPool<float>.Shared.Rent(size.Outputs * size.Terms);
        int rows, at = 0, planeTaps = size.KernelHeight * size.KernelWidth;
        for (int output = 0; output < size.Outputs; output += rows)
        {
            rows = ConvolutionTile<TStrip>.RowsOf(size.Outputs - output);
            for (int plane = 0; plane < size.KernelDepth; plane++)
            {
                for (int input = 0; input < size.Inputs; input++)
                {
                    for (int tap = plane * planeTaps; tap < (plane + 1) * planeTaps; tap++)
                    {
                        for (int row = 0; row < rows; row++)
                        {
                            packed[at++] = weights[((output + row) * outputStride) + (input * inputStride) + firstTap + (tap * tapStep)];
                        }
                    }
                }
            }
        }

        return packed;
    }
}
