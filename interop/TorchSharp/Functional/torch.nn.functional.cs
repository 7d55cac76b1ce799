namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The operations behind the modules.</summary>
        public static partial class functional
        {
            private static readonly long[] None2 = [0, 0];
            private static readonly long[] None3 = [0, 0, 0];
            private static readonly long[] One2 = [1, 1];
            private static readonly long[] One3 = [1, 1, 1];

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.Conv2d.Call(input, weight, bias, strides ?? One2, padding ?? None2, dilation ?? One2, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.Conv3d.Call(input, weight, bias, strides ?? One3, padding ?? None3, dilation ?? One3, groups);

            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.ConvTranspose2d.Call(input, weight, bias, strides ?? One2, padding ?? None2, output_padding ?? None2, groups, dilation ?? One2);

            public static Tensor conv_transpose3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.ConvTranspose3d.Call(input, weight, bias, strides ?? One3, padding ?? None3, output_padding ?? None3, groups, dilation ?? One3);

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Ops.Linear.Call(input, weights, bias);

            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1E-05) =>
                Ops.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                inplace ? input.copy_(Ops.Dropout.Call(input, p, training)) : Ops.Dropout.Call(input, p, training);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Ops.MseLoss.Call(input, target, (long)reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Ops.SmoothL1.Call(input, target, (long)reduction, beta);

            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Ops.CrossEntropy.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Ops.AvgPool2d.Call(input, kernel_size, stride ?? kernel_size, padding ?? None2, ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool3d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Ops.AvgPool3d.Call(input, kernel_size, stride ?? kernel_size, padding ?? None3, ceil_mode, count_include_pad, divisor_override);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Ops.MaxPool2d.Call(input, kernel_size, strides ?? kernel_size, padding ?? None2, dilation ?? One2, ceil_mode);

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Ops.MaxPool3d.Call(input, kernel_size, strides ?? kernel_size, padding ?? None3, dilation ?? One3, ceil_mode);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Ops.AdaptiveAvgPool2d.Call(input, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => Ops.AdaptiveAvgPool3d.Call(input, output_size);

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Zeros or PaddingModes.Constant => Ops.ConstantPad.Call(input, pad, (Scalar)value),
                PaddingModes.Reflect when pad.Length == 4 => Ops.ReflectionPad2d.Call(input, pad),
                PaddingModes.Replicate when pad.Length == 4 => Ops.ReplicationPad2d.Call(input, pad),
                _ => throw new ArgumentException($"padding of {pad.Length / 2} dimensions by {mode} is not part of this subset", nameof(mode)),
            };

            /// <summary>Resamples <c>[N, C, ...]</c> to a size or by factors.</summary>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false)
            {
                if ((size is null) == (scale_factor is null))
                {
                    throw new ArgumentException("give either a size or scale factors");
                }

                if (antialias)
                {
                    throw new ArgumentException("antialiasing is not part of this subset", nameof(antialias));
                }

                if (recompute_scale_factor && scale_factor is not null)
                {
                    size = [.. scale_factor.Select((factor, i) => (long)Math.Floor(x.shape[i + 2] * factor))];
                    scale_factor = null;
                }

                bool align = align_corners ?? false;
                return (mode, x.ndim) switch
                {
                    (InterpolationMode.Nearest, 3) => Ops.UpsampleNearest1d.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 4) => Ops.UpsampleNearest2d.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 5) => Ops.UpsampleNearest3d.Call(x, size, scale_factor),
                    (InterpolationMode.Linear, 3) => Ops.UpsampleLinear.Call(x, size, align, scale_factor),
                    (InterpolationMode.Bilinear, 4) => Ops.UpsampleBilinear.Call(x, size, align, scale_factor),
                    (InterpolationMode.Trilinear, 5) => Ops.UpsampleTrilinear.Call(x, size, align, scale_factor),
                    _ => throw new ArgumentException($"{mode} does not resample a tensor of {x.ndim} dimensions", nameof(mode)),
                };
            }
        }
    }
}
