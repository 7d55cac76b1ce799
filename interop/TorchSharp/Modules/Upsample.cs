using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Enlarges the spatial dimensions to a size or by a factor.</summary>
public sealed class Upsample : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[]? sizeValue;
    private readonly double[]? scaleValue;

    internal Upsample(long[]? size, double[]? scale_factor, UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor)
        : base(nameof(Upsample))
    {
        sizeValue = size;
        scaleValue = scale_factor;
        this.mode = mode;
        this.align_corners = align_corners;
        this.recompute_scale_factor = recompute_scale_factor;
    }

    public ReadOnlySpan<long> size => sizeValue;

    public ReadOnlySpan<double> scale_factor => scaleValue;

    public UpsampleMode mode { get; }

    public bool? align_corners { get; }

    public bool? recompute_scale_factor { get; set; }

    public override Tensor forward(Tensor input) =>
        nn.functional.interpolate(input, sizeValue, scaleValue, (InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);
}
