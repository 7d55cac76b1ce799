namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Averages over 2-D windows; the stride is the window's size unless given.</summary>
        public static Modules.AvgPool2d AvgPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

        /// <inheritdoc cref="AvgPool2d(long[], long[], long[], bool, bool, long?)"/>
        public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Cube2(kernel_size), Cube2(stride ?? kernel_size), Cube2(padding ?? 0), ceil_mode, count_include_pad, divisor_override);

        /// <inheritdoc cref="AvgPool2d(long[], long[], long[], bool, bool, long?)"/>
        public static Modules.AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Axes(kernel_size), Axes(stride ?? kernel_size), Axes(padding, 0), ceil_mode, count_include_pad, divisor_override);

        /// <summary>Averages over 2-D windows such that the output has a given size.</summary>
        public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);

        /// <inheritdoc cref="AdaptiveAvgPool2d(long[])"/>
        public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(Cube2(output_size));

        /// <inheritdoc cref="AdaptiveAvgPool2d(long[])"/>
        public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(Axes(output_size));

        /// <summary>Averages over 3-D windows; the stride is the window's size unless given.</summary>
        public static Modules.AvgPool3d AvgPool3d(long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

        /// <inheritdoc cref="AvgPool3d(long[], long[], long[], bool, bool, long?)"/>
        public static Modules.AvgPool3d AvgPool3d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Cube3(kernel_size), Cube3(stride ?? kernel_size), Cube3(padding ?? 0), ceil_mode, count_include_pad, divisor_override);

        /// <inheritdoc cref="AvgPool3d(long[], long[], long[], bool, bool, long?)"/>
        public static Modules.AvgPool3d AvgPool3d((long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Axes(kernel_size), Axes(stride ?? kernel_size), Axes(padding, 0), ceil_mode, count_include_pad, divisor_override);

        /// <summary>Averages over 3-D windows such that the output has a given size.</summary>
        public static Modules.AdaptiveAvgPool3d AdaptiveAvgPool3d(long[] output_size) => new(output_size);

        /// <inheritdoc cref="AdaptiveAvgPool3d(long[])"/>
        public static Modules.AdaptiveAvgPool3d AdaptiveAvgPool3d(long output_size) => new(Cube3(output_size));

        /// <inheritdoc cref="AdaptiveAvgPool3d(long[])"/>
        public static Modules.AdaptiveAvgPool3d AdaptiveAvgPool3d((long, long, long) output_size) => new(Axes(output_size));

        /// <summary>Enlarges the spatial dimensions to a size or by a factor.</summary>
        public static Modules.Upsample Upsample(long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null, bool? recompute_scale_factor = null) =>
            new(size, scale_factor, mode, align_corners, recompute_scale_factor);
    }
}
