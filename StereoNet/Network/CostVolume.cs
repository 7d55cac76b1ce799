using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// Cost volumes over <c>D</c> disparities of one feature pixel each. Entry <c>(d, y, x)</c> compares the left feature at
/// <c>x</c> with the right one at <c>x - d</c>; it is zero where <c>x &lt; d</c>, that is outside the right image.
/// The module has no weights; it is one so that a probe can watch it.
/// </summary>
public sealed class CostVolume : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly StereoNetworkConfig config;

    /// <summary>The volume that <paramref name="config"/> says.</summary>
    public CostVolume(StereoNetworkConfig config)
        : base(nameof(CostVolume))
    {
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        RegisterComponents();
    }

    /// <summary>How a correlation runs: in one kernel, or from tensor operations, as which it also runs off the CPU.</summary>
    public NeuronKernels Kernels { get; set; } = NeuronKernels.Fused;

    /// <summary>Features <c>[N, C, h, w]</c> of both cameras to the volume <c>[N, C', D, h', w']</c>.</summary>
    public override Tensor forward(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (config.Volume == CostVolumeMode.Correlate && Kernels == NeuronKernels.Fused && CorrelationVolume.Takes(left, config.Disparities, config.CorrelationGroups))
        {
            return CorrelationVolume.Run(left, right, config.Disparities, config.CorrelationGroups, config.VolumePooling);
        }

        Tensor volume = config.Volume == CostVolumeMode.Concatenate
            ? Concatenate(left, right, config.Disparities)
            : Correlate(left, right, config.Disparities, config.CorrelationGroups);
        return Pool(volume, config.VolumePooling);
    }

    /// <summary>Features <c>[N, C, h, w]</c> of both cameras to <c>[N, 2C, D, h, w]</c>.</summary>
    public static Tensor Concatenate(Tensor left, Tensor right, int disparities)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Tensor[] slices = new Tensor[disparities];
        for (int d = 0; d < disparities; d++)
        {
            slices[d] = cat([Inside(left, d), Shifted(right, d)], 1);
        }

        return stack(slices, 2);
    }

    /// <summary>Features <c>[N, C, h, w]</c> of both cameras to <c>[N, G, D, h, w]</c>, the mean product within each of <paramref name="groups"/> groups.</summary>
    public static Tensor Correlate(Tensor left, Tensor right, int disparities, int groups)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        long[] shape = left.shape; // [N, C, h, w]
        if (shape[1] % groups != 0)
        {
            throw new ArgumentException($"{shape[1]} channels do not divide into {groups} groups", nameof(groups));
        }

        Tensor[] slices = new Tensor[disparities];
        for (int d = 0; d < disparities; d++)
        {
            Tensor product = left * Shifted(right, d);
            slices[d] = product.view(shape[0], groups, shape[1] / groups, shape[2], shape[3]).mean([2L]);
        }

        return stack(slices, 2);
    }

    /// <summary>
    /// Means over windows of 3 by 3 pixels around every <paramref name="factor"/>-th one, disparities untouched, so that pixel
    /// <c>i</c> of the result sits exactly at pixel <c>factor i</c>. A factor of 1 returns the volume itself.
    /// </summary>
    public static Tensor Pool(Tensor volume, int factor)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return factor == 1 ? volume : nn.functional.avg_pool3d(volume, [1L, 3L, 3L], [1L, factor, factor], [0L, 1L, 1L]);
    }

    /// <summary>The right features seen from the left ones at disparity <paramref name="d"/>: column <c>x</c> holds <c>x - d</c>, zero outside.</summary>
    private static Tensor Shifted(Tensor right, int d)
    {
        long width = right.shape[3];
        return d == 0 ? right : d >= width ? zeros_like(right) : nn.functional.pad(right.narrow(3, 0, width - d), [d, 0L]);
    }

    /// <summary>The left features where disparity <paramref name="d"/> stays inside the right image, zero elsewhere.</summary>
    private static Tensor Inside(Tensor left, int d)
    {
        long width = left.shape[3];
        return d == 0 ? left : d >= width ? zeros_like(left) : nn.functional.pad(left.narrow(3, d, width - d), [d, 0L]);
    }
}
