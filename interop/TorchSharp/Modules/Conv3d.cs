using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A 3-D convolution of <c>[B, C, D, H, W]</c>.</summary>
public sealed class Conv3d : Convolution
{
    internal Conv3d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(nameof(Conv3d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, new long[3], groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        RequireShape(input, 3);
        (Tensor padded, long[] left) = Padded(input);
        Tensor result = nn.functional.conv3d(padded, _weight, _bias, stride, left, dilation, groups);
        if (!ReferenceEquals(padded, input))
        {
            padded.Dispose();
        }

        return result;
    }
}
