using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all transposed convolutions share. A stride leaves the output's size open by up to itself less one: one can ask for a size.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode, device, dtype)
    {
        if (padding_mode != PaddingModes.Zeros)
        {
            throw new ArgumentException($"Only \"zeros\" padding mode is supported for {name}", nameof(padding_mode));
        }
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <summary>The forward pass to a given size of the spatial dimensions; null takes <see cref="Convolution.output_padding"/>.</summary>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>The padding of the output that leads to <paramref name="output_size"/>.</summary>
    protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
    {
        if (output_size is null)
        {
            return output_padding;
        }

        ArgumentNullException.ThrowIfNull(input);
        int axes = (int)num_spatial_dims;
        long[] wanted = output_size[^axes..];
        long[] given = input.shape[^axes..];
        long[] extra = new long[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            long smallest = ((given[axis] - 1) * stride[axis]) - (2 * padding[axis]) + (dilation[axis] * (kernel_size[axis] - 1)) + 1;
            extra[axis] = wanted[axis] - smallest;
            if (extra[axis] < 0 || extra[axis] >= stride[axis])
            {
                throw new ArgumentException(
                    $"requested an output size of [{string.Join(", ", wanted)}], but along axis {axis} valid sizes range from {smallest} to {smallest + stride[axis] - 1}", nameof(output_size));
            }
        }

        return extra;
    }
}
