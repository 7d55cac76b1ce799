using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The gradient of a 3-D convolution as a layer: it enlarges <c>[B, C, D, H, W]</c> by its stride.</summary>
public sealed class ConvTranspose3d : ConvolutionTranspose
{
    internal ConvTranspose3d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose3d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input, long[]? output_size)
    {
        RequireShape(input, 3);
        long[] extra = _output_padding(input, output_size, kernel_size, stride, nearSide, dilation, 3);
        return nn.functional.conv_transpose3d(input, _weight, _bias, stride, nearSide, extra, dilation, groups);
    }
}
