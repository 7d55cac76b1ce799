using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EventStereo.Search.Ops;

/// <summary>
/// Convolutions with few channels on plain memory, forward and backward, by direct summation: no matrix is built and no channel is padded. Each
/// worker sweeps over slabs that fit its cache with sums in registers, see <see cref="SlabLayout"/> and <see cref="ConvolutionTile{TStrip}"/>;
/// <see cref="ConvolutionReference"/> is the same in scalar form.
/// </summary>
internal static unsafe class DirectConvolution
{
    /// <summary>Whether this processor multiplies and adds vectors in one instruction, which the kernels are written for.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary><c>output = bias + weights * input</c>.</summary>
    /// <param name="size">The sizes.</param>
    /// <param name="input"><c>[N, Inputs, D, H, W]</c>.</param>
    /// <param name="weights"><c>[Outputs, Inputs, taps]</c>.</param>
    /// <param name="bias"><c>[Outputs]</c>, or empty for none.</param>
    /// <param name="output"><c>[N, Outputs, D, H, W]</c>.</param>
    /// <param name="threads">Workers at most.</param>
    public static void Forward(ConvolutionSize size, ReadOnlySpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> output, int threads)
    {
        Require(weights.Length == size.Outputs * size.Terms && (bias.IsEmpty || bias.Length == size.Outputs));
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Strip512>(size, input, PackedWeights.Forward<Strip512>(weights, size), bias, output, threads);
        }
        else
        {
            Run<Strip256>(size, input, PackedWeights.Forward<Strip256>(weights, size), bias, output, threads);
        }
    }

    /// <summary>Gradients at the input, <c>[N, Inputs, D, H, W]</c>, from those at the output.</summary>
    public static void InputGradient(ConvolutionSize size, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weights, Span<float> inputGradient, int threads)
    {
        Require(weights.Length == size.Outputs * size.Terms);
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Strip512>(size.Transposed, outputGradient, PackedWeights.Transposed<Strip512>(weights, size), [], inputGradient, threads);
        }
        else
        {
            Run<Strip256>(size.Transposed, outputGradient, PackedWeights.Transposed<Strip256>(weights, size), [], inputGradient, threads);
        }
    }

    /// <summary>Gradients at the weights, <c>[Outputs, Inputs, taps]</c>; the order of the sum depends on <paramref name="threads"/>.</summary>
    public static void WeightGradient(ConvolutionSize size, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> weightGradient, int threads)
    {
        Require(input.Length == size.Samples * size.Inputs * size.Positions);
        Require(outputGradient.Length == size.Samples * size.Outputs * size.Positions && weightGradient.Length == size.Outputs * size.Terms);
        fixed (float* pInput = input, pGradient = outputGradient)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                new WeightGradientConvolution<Strip512>(size.Flattened, pInput, pGradient).Run(weightGradient, threads);
            }
            else
            {
                new WeightGradientConvolution<Strip256>(size.Flattened, pInput, pGradient).Run(weightGradient, threads);
            }
        }
    }

    private static void Run<TStrip>(ConvolutionSize size, ReadOnlySpan<float> input, float[] packed, ReadOnlySpan<float> bias, Span<float> output, int threads)
        where TStrip : unmanaged, IStrip<TStrip>
    {
        Require(input.Length == size.Samples * size.Inputs * size.Positions && output.Length == size.Samples * size.Outputs * size.Positions);
        try
        {
            fixed (float* pInput = input, pPacked = packed, pBias = bias.IsEmpty ? new float[size.Outputs] : bias, pOutput = output)
            {
                new ForwardConvolution<TStrip>(size.Flattened, pInput, pPacked, pBias, pOutput).Run(threads);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(packed);
        }
    }

    private static void Require(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new ArgumentException($"convolution: lengths do not fit: {what}");
        }
    }
}
