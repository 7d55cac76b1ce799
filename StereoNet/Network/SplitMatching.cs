using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// The first matching convolution on a volume made by concatenation, without the volume: an exact rewrite. Slice <c>d'</c> of the volume holds the left
/// features <c>L[x]</c> where <c>x &gt;= d'</c> and the right ones <c>R[x - d']</c>. A tap of the kernel at depth <c>k</c> reads slice <c>d' = d + k - 1</c>, so its sum over rows,
/// columns and channels is a map of the left features that does not depend on <c>d</c>, plus a map of the right ones shifted by <c>d'</c>:
/// <code>
/// y[d, x] = b + sum over k with 0 &lt;= d' &lt; D of S[k, m][x] + T[k, e][x - d'],   d' = d + k - 1
/// </code>
/// Borders choose the map. Of the left features only columns <c>x' &gt;= d'</c> count: <c>m</c> of the kernel's columns are left out, 0 right of <c>x = d'</c>, 1 on it, 2 one to its left,
/// all farther left. The right features end where the volume does: in its last column the kernel's last column is left out (<c>e = 1</c>), though there would be features.
/// The products of a kernel shrink from one a disparity to a few in all.
/// </summary>
public static class SplitMatching
{
    /// <summary>Kernel columns, rows and planes.</summary>
    public const int Kernel = 3;

    /// <summary>Maps of the left features: three kernel planes, none to two columns left out.</summary>
    internal const int LeftMaps = Kernel * Kernel;

    /// <summary>Maps of the right features: three kernel planes, with and without the last column.</summary>
    internal const int RightMaps = Kernel * 2;

    /// <summary>Fewest disparities from which it needs fewer products than the plain form: 9 (9 + 6) a channel against 27 times 2 a channel and disparity, and its sums.</summary>
    private const int FewestDisparities = 4;

    private static readonly float[] LeftColumns = [1, 1, 1, 0, 1, 1, 0, 0, 1];
    private static readonly float[] RightColumns = [1, 1, 1, 1, 1, 0];

    /// <summary>
    /// Whether it is there for <paramref name="features"/> <c>[N, C, h, w]</c> of a camera and cheaper than the plain form: on the CPU, for more than a few disparities, and a result whose
    /// bytes can be counted in 31 bits.
    /// </summary>
    public static bool Pays(Tensor features, int disparities, int outputs)
    {
        ArgumentNullException.ThrowIfNull(features);
        long maps = Math.Max(disparities, LeftMaps), elements = features.numel() / features.shape[1] * outputs * maps;
        return disparities >= FewestDisparities && features.device.type == DeviceType.CPU && elements <= int.MaxValue / sizeof(float);
    }

    /// <summary>
    /// What <see cref="CostVolume.Concatenate"/> and a convolution of stride 1 and padding 1 give: features <c>[N, C, h, w]</c> of both cameras, weights <c>[Outputs, 2C, 3, 3, 3]</c> and a
    /// bias <c>[Outputs]</c> or null to <c>[N, Outputs, D, h, w]</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The weights are not of that shape.</exception>
    public static Tensor Convolve(Tensor left, Tensor right, int disparities, Tensor weight, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(disparities);
        long channels = left.shape[1], outputs = weight.shape[0];
        if (!weight.shape.AsSpan().SequenceEqual([outputs, 2 * channels, Kernel, Kernel, Kernel]))
        {
            throw new ArgumentException($"needs weights [Outputs, {2 * channels}, 3, 3, 3], not [{string.Join(", ", weight.shape)}]", nameof(weight));
        }

        // The right maps begin one column to the left of the features: the kernel's last column reaches the first feature from there.
        Tensor leftMaps = SameConvolution.Apply(left, Kernels(weight.narrow(1, 0, channels), LeftColumns), null); // [N, 9 Outputs, h, w]
        Tensor rightMaps = SameConvolution.Apply(nn.functional.pad(right, [1L, 0L]), Kernels(weight.narrow(1, channels, channels), RightColumns), null); // [N, 6 Outputs, h, w + 1]
        return bias is null
            ? DisparityAssembly.apply(leftMaps, rightMaps, disparities)
            : DisparityAssembly.apply(leftMaps, rightMaps, disparities, bias);
    }

    /// <summary>Weights <c>[Outputs, C, 3, 3, 3]</c> to those of maps, <c>[3 M Outputs, C, 3, 3]</c>: each kernel plane with each of M choices of columns.</summary>
    private static Tensor Kernels(Tensor weight, float[] columns)
    {
        Tensor planes = weight.permute(2, 0, 1, 3, 4).unsqueeze(1); // [3, 1, Outputs, C, 3, 3]
        Tensor chosen = planes * tensor(columns, [1L, columns.Length / Kernel, 1L, 1L, 1L, Kernel]).to(weight.device);
        return chosen.flatten(0, 2);
    }
}
