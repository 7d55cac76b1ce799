using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>The batch norm of a <see cref="ConvNorm"/>: torch's own by name, numbers and state, which also tells whether it is watched.</summary>
internal sealed class ChannelNorm : BatchNorm
{
    private readonly int dimensions;

    /// <summary>Makes it for maps <c>[N, C, ...]</c> of two or three dimensions.</summary>
    public ChannelNorm(int dimensions, long channels)
        : base(channels, eps: 1e-5, momentum: 0.1, affine: true, track_running_stats: true, null, null, dimensions == 3 ? nameof(BatchNorm3d) : nameof(BatchNorm2d))
    {
        this.dimensions = dimensions;
    }

    /// <summary>Whether anyone has hung a hook on it, who then wants to see its input and output.</summary>
    public bool IsWatched => pre_hooks.Count + post_hooks.Count + module_pre_hooks.Count + module_post_hooks.Count > 0;

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() != dimensions + 2)
        {
            throw new ArgumentException($"a batch norm in {dimensions} dimensions does not take [{string.Join(", ", input.shape)}]", nameof(input));
        }
    }
}
