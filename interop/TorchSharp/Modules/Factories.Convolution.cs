namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A 2-D convolution with a cubic or rectangular kernel, padded by so many on each side.</summary>
        public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Cube2(kernel_size), Cube2(stride), Cube2(padding), null, Cube2(dilation), groups, bias, padding_mode, device, dtype);

        /// <inheritdoc cref="Conv2d(long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
        public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Axes(kernel_size), Axes(stride, 1), Axes(padding, 0), null, Axes(dilation, 1), groups, bias, padding_mode, device, dtype);

        /// <summary>A 2-D convolution with a cubic or rectangular kernel, padded by name.</summary>
        public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Cube2(kernel_size), Cube2(stride), Cube2(0), padding, Cube2(dilation), groups, bias, padding_mode, device, dtype);

        /// <inheritdoc cref="Conv2d(long, long, long, Padding, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
        public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Axes(kernel_size), Axes(stride, 1), Cube2(0), padding, Axes(dilation, 1), groups, bias, padding_mode, device, dtype);

        /// <summary>A transposed 2-D convolution with a cubic or rectangular kernel.</summary>
        public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Cube2(kernel_size), Cube2(stride), Cube2(padding), Cube2(output_padding), Cube2(dilation), groups, bias, padding_mode, device, dtype);

        /// <inheritdoc cref="ConvTranspose2d(long, long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
        public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Axes(kernel_size), Axes(stride, 1), Axes(padding, 0), Axes(output_padding, 0), Axes(dilation, 1), groups, bias, padding_mode, device, dtype);

        /// <summary>A 3-D convolution with a cubic or rectangular kernel, padded by so many on each side.</summary>
        public static Modules.Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Cube3(kernel_size), Cube3(stride), Cube3(padding), null, Cube3(dilation), groups, bias, padding_mode, device, dtype);

        /// <inheritdoc cref="Conv3d(long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
        public static Modules.Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Axes(kernel_size), Axes(stride, 1), Axes(padding, 0), null, Axes(dilation, 1), groups, bias, padding_mode, device, dtype);

        /// <summary>A 3-D convolution with a cubic or rectangular kernel, padded by name.</summary>
        public static Modules.Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Cube3(kernel_size), Cube3(stride), Cube3(0), padding, Cube3(dilation), groups, bias, padding_mode, device, dtype);

        /// <inheritdoc cref="Conv3d(long, long, long, Padding, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
        public static Modules.Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size, Padding padding, (long, long, long)? stride = null, (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Axes(kernel_size), Axes(stride, 1), Cube3(0), padding, Axes(dilation, 1), groups, bias, padding_mode, device, dtype);

        /// <summary>A transposed 3-D convolution with a cubic or rectangular kernel.</summary>
        public static Modules.ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Cube3(kernel_size), Cube3(stride), Cube3(padding), Cube3(output_padding), Cube3(dilation), groups, bias, padding_mode, device, dtype);

        /// <inheritdoc cref="ConvTranspose3d(long, long, long, long, long, long, long, PaddingModes, long, bool, Device, ScalarType?)"/>
        public static Modules.ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? output_padding = null, (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(in_channels, out_channels, Axes(kernel_size), Axes(stride, 1), Axes(padding, 0), Axes(output_padding, 0), Axes(dilation, 1), groups, bias, padding_mode, device, dtype);

        private static long[] Cube2(long size) => [size, size];

        private static long[] Cube3(long size) => [size, size, size];

        private static long[] Axes((long, long) sizes) => [sizes.Item1, sizes.Item2];

        private static long[] Axes((long, long)? sizes, long otherwise) => sizes is { } given ? Axes(given) : Cube2(otherwise);

        private static long[] Axes((long, long, long) sizes) => [sizes.Item1, sizes.Item2, sizes.Item3];

        private static long[] Axes((long, long, long)? sizes, long otherwise) => sizes is { } given ? Axes(given) : Cube3(otherwise);
    }
}
