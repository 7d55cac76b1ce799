using System.Runtime.Intrinsics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// A convolution in two or three dimensions that keeps the size of its maps: stride 1, an odd kernel, padded by half of it. Weights, names and results
/// are those of torch's own; on the CPU it runs by direct summation, which for the few channels of these networks is several times faster, and with many in two dimensions by oneDNN.
/// </summary>
public sealed class SameConvolution : Convolution
{
    /// <summary>Products of input and output channels from which oneDNN can be ahead in two dimensions: 32 by 32, not 16 by 16.</summary>
    private const long ManyProducts = 32 * 32;

    /// <summary>Lanes that oneDNN fills with channels.</summary>
    private const long ChannelLanes = 16;

    /// <summary>Inputs of no more floats may take libtorch's slow way.</summary>
    private const long SlowFloats = 20_480;

    private readonly int dimensions;

    /// <summary>Makes a <paramref name="kernel"/>-wide convolution, odd.</summary>
    public SameConvolution(int dimensions, long inputs, long outputs, int kernel = 3, bool bias = true)
        : base(
            dimensions == 3 ? nameof(Conv3d) : nameof(Conv2d), inputs, outputs, Each(dimensions, kernel), Each(dimensions, 1), Each(dimensions, kernel / 2), null,
            Each(dimensions, 1), false, Each(dimensions, 0), 1, bias, PaddingModes.Zeros)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kernel % 2, 0, nameof(kernel));
        this.dimensions = dimensions;
    }

    /// <summary>Whether anyone has hung a hook on it, who then wants to see its real input.</summary>
    public bool IsWatched => pre_hooks.Count + post_hooks.Count + module_pre_hooks.Count + module_post_hooks.Count > 0;

    /// <summary>Whether it runs by direct summation where it can; if not, as torch's own, which comparisons want.</summary>
    public bool Direct { get; set; } = true;

    /// <summary>What makes the channels that it reads, as far as the network's structure says it; of channels without a source the values tell whether they are spikes.</summary>
    public IReadOnlyList<ChannelSource> Sources { get; set; } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not <c>[N, Inputs, (D,) H, W]</c>.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.shape.Length != dimensions + 2 || input.shape[1] != in_channels)
        {
            throw new ArgumentException($"a convolution of {in_channels} channels in {dimensions} dimensions does not take [{string.Join(", ", input.shape)}]", nameof(input));
        }

        return Direct ? Apply(input, weight, bias) : ByTorch(input, weight, bias);
    }

    /// <summary>The convolution as a function: <paramref name="input"/> <c>[N, Inputs, (D,) H, W]</c>, <paramref name="weight"/> <c>[Outputs, Inputs, kernel...]</c>, <paramref name="bias"/> <c>[Outputs]</c> or null.</summary>
    public static Tensor Apply(Tensor input, Tensor weight, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (input.device.type != DeviceType.CPU || input.dtype != ScalarType.Float32 || !DirectConvolution.IsSupported || !Fits(input, weight) || FillsLanes(input, weight))
        {
            return ByTorch(input, weight, bias);
        }

        bool recorded = is_grad_enabled() && (input.requires_grad || weight.requires_grad || bias is { requires_grad: true });
        return !recorded ? ConvolutionFunction.Run(input, weight, bias)
            : bias is null ? ConvolutionFunction.apply(input, weight)
            : ConvolutionFunction.apply(input, weight, bias);
    }

    private static Tensor ByTorch(Tensor input, Tensor weight, Tensor? bias)
    {
        long[] padding = [.. weight.shape[2..].Select(side => side / 2)];
        return weight.shape.Length == 5 ? nn.functional.conv3d(input, weight, bias, padding: padding) : nn.functional.conv2d(input, weight, bias, padding: padding);
    }

    /// <summary>Whether there is something to do, and each tensor's bytes can be counted in 31 bits, as spans want it.</summary>
    private static bool Fits(Tensor input, Tensor weight)
    {
        long inputs = input.numel(), outputs = inputs / weight.shape[1] * weight.shape[0];
        return inputs > 0 && Math.Max(inputs, outputs) <= int.MaxValue / sizeof(float);
    }

    /// <summary>
    /// Whether oneDNN, which blocks channels by the lanes of a vector of 512 bits and leaves those empty that they do not fill, is the faster: in two dimensions, and where four fifths of its products count
    /// (docs/benchmarks.md has the times). 36 by 36 channels, which it pads to 48 by 48, are not left to it.
    /// </summary>
    private static bool FillsLanes(Tensor input, Tensor weight)
    {
        long[] kernel = weight.shape;
        long products = kernel[0] * kernel[1];
        return Vector512.IsHardwareAccelerated && kernel.Length == 4 && kernel[2] > 1 && input.numel() > SlowFloats
            && products >= ManyProducts && 5 * products >= 4 * Padded(kernel[0]) * Padded(kernel[1]);

        static long Padded(long channels) => (channels + ChannelLanes - 1) / ChannelLanes * ChannelLanes;
    }

    private static long[] Each(int dimensions, long value) =>
        dimensions is 2 or 3 ? [.. Enumerable.Repeat(value, dimensions)] : throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "2 or 3");
}
