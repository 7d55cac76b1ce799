using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The gradient of a 2-D convolution as a layer: it enlarges <c>[B, C, H, W]</c> by its stride.</summary>
public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input, long[]? output_size)
    {
        RequireShape(input, 2);
        long[] extra = _output_padding(input, output_size, kernel_size, stride, nearSide, dilation, 2);
        return nn.functional.conv_transpose2d(input, _weight, _bias, stride, nearSide, extra, dilation, groups);
    }
}
