namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Widens the last dimensions: <paramref name="pad"/> holds two numbers a dimension, the last dimension's first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                Ops.Pad.Call(input, pad, NameOf(mode), mode is PaddingModes.Constant or PaddingModes.Zeros ? value : (double?)null);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (long[])[pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            /// <summary>Resamples <c>[B, C, ...]</c> to a size or by factors.</summary>
            /// <exception cref="ArgumentException">Neither or both of size and factors are given, or the mode does not fit the dimensions.</exception>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                ArgumentNullException.ThrowIfNull(x);
                if (antialias)
                {
                    throw new ArgumentException("antialiased interpolation is not supported", nameof(antialias));
                }

                if ((size is null) == (scale_factor is null))
                {
                    throw new ArgumentException("exactly one of size and scale_factor is needed");
                }

                int axes = (int)x.dim() - 2;
                size = Spread(size, axes, nameof(size));
                scale_factor = Spread(scale_factor, axes, nameof(scale_factor));
                if (scale_factor is not null && (recompute_scale_factor || mode is InterpolationMode.Area))
                {
                    size = [.. scale_factor.Zip(x.shape[2..], (factor, length) => (long)Math.Floor(factor * length))];
                    scale_factor = null;
                }

                bool corners = align_corners ?? false;
                return (mode, axes) switch
                {
                    (InterpolationMode.Nearest, 1) => Ops.UpsampleNearest1d.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 2) => Ops.UpsampleNearest2d.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 3) => Ops.UpsampleNearest3d.Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 1) => Ops.UpsampleNearestExact1d.Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 2) => Ops.UpsampleNearestExact2d.Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 3) => Ops.UpsampleNearestExact3d.Call(x, size, scale_factor),
                    (InterpolationMode.Linear, 1) => Ops.UpsampleLinear1d.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2) => Ops.UpsampleBilinear2d.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2) => Ops.UpsampleBicubic2d.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Trilinear, 3) => Ops.UpsampleTrilinear3d.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Area, 2) => Ops.AdaptiveAvgPool2d.Call(x, size),
                    (InterpolationMode.Area, 3) => Ops.AdaptiveAvgPool3d.Call(x, size),
                    _ => throw new ArgumentException($"{mode} does not interpolate a tensor of {axes} spatial dimensions", nameof(mode)),
                };
            }

            /// <summary>Reads <c>[B, C, H, W]</c> at the places that the grid <c>[B, h, w, 2]</c> holds, from -1 to 1 across the image.</summary>
            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null) =>
                Ops.GridSampler.Call(
                    input,
                    grid,
                    mode is GridSampleMode.Nearest ? 1L : 0L,
                    padding_mode switch { GridSamplePaddingMode.Border => 1L, GridSamplePaddingMode.Reflection => 2L, _ => 0L },
                    align_corners ?? false);

            private static T[]? Spread<T>(T[]? values, int axes, string name) =>
                values is null || values.Length == axes ? values
                : values.Length == 1 ? [.. Enumerable.Repeat(values[0], axes)]
                : throw new ArgumentException($"{values.Length} values for {axes} spatial dimensions", name);

            private static string NameOf(PaddingModes mode) => mode switch
            {
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => "constant",
            };
        }
    }
}
