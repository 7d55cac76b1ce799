using EventStereo.Search.Ops;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// Maximum over 3 neighbours along each axis, stride 1: a spike where any of them spikes, so that spikes stay binary. Where the channels change, a 1-wide
/// convolution with batch norm follows.
/// </summary>
public sealed class SpikePool : nn.Module<Tensor, Tensor>
{
    private const int Window = 3;

    private readonly ConvNorm? project;

    /// <summary>Makes a pool of <paramref name="inputs"/> channels, and a projection to <paramref name="channels"/> unless null.</summary>
    public SpikePool(int dimensions, long inputs, long? channels)
        : base(nameof(SpikePool))
    {
        project = channels is { } outputs ? new ConvNorm(dimensions, inputs, outputs, kernel: 1) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor pooled = Pool(input);
        return project is null ? pooled : project.call(pooled);
    }

    /// <summary>The pool alone, of <c>[N, C, (D,) H, W]</c> to the same shape.</summary>
    internal static Tensor Pool(Tensor input) => input.shape.Length == 5
        ? nn.functional.max_pool3d(input, [Window, Window, Window], [1, 1, 1], [1, 1, 1])
        : nn.functional.max_pool2d(input, [Window, Window], [1, 1], [1, 1]);
}
