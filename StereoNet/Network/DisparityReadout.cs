using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// From similarities at level 0 to disparity at full size. Pixel <c>i</c> of the volume sits at full-size pixel
/// <c>VolumeStride * i</c> and slice <c>k</c> at a disparity of <c>StemStride * k</c> px; both are interpolated exactly there.
/// </summary>
public static class DisparityReadout
{
    /// <summary>
    /// Similarities <c>[N, D, h, w]</c> to logits <c>[N, bins, height, width]</c>: linear in disparity to the bins, then
    /// bilinear in space.
    /// </summary>
    public static Tensor Logits(Tensor similarities, StereoNetworkConfig config, long height, long width)
    {
        ArgumentNullException.ThrowIfNull(config);
        Tensor binned = AtBins(similarities, config);
        long[] shape = binned.shape; // [N, bins, h, w]
        long stride = config.VolumeStride;
        Tensor full = stride == 1
            ? binned
            : nn.functional.interpolate(binned, [stride * (shape[2] - 1) + 1, stride * (shape[3] - 1) + 1], mode: InterpolationMode.Bilinear, align_corners: true);
        return full.narrow(2, 0, height).narrow(3, 0, width);
    }

    /// <summary>
    /// The same logits at chosen pixels only, <c>[P, bins]</c>: what a loss at event pixels needs costs a fraction of the full map.
    /// </summary>
    public static Tensor LogitsAt(Tensor similarities, StereoNetworkConfig config, PixelSet pixels)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(pixels);
        Tensor binned = AtBins(similarities, config);
        long[] shape = binned.shape; // [N, bins, h, w]
        Tensor rows = binned.permute(0, 2, 3, 1).reshape(-1, config.Bins); // [N h w, bins]
        Tensor? logits = null;
        foreach ((long[] index, float[] weight) in pixels.Corners(config.VolumeStride, (int)shape[2], (int)shape[3]))
        {
            using DisposeScope scope = NewDisposeScope(); // the graph keeps what it needs
            Tensor corner = rows.index_select(0, tensor(index).to(rows.device)) * tensor(weight, [weight.Length, 1L]).to(rows.device);
            Tensor sum = logits is null ? corner : logits + corner;
            logits?.Dispose();
            logits = sum.MoveToOuterDisposeScope();
        }

        return logits!; // there are always four corners
    }

    /// <summary>
    /// Sub-pixel maximum a posteriori: the expected disparity under a softmax over the bins within
    /// <paramref name="halfWindowPx"/> of the best one. Logits <c>[N, bins, H, W]</c> to disparity in px <c>[N, H, W]</c>.
    /// Source: Tulyakov et al., "Practical Deep Stereo", NeurIPS 2018, section 3.2.
    /// </summary>
    public static Tensor SubpixelMap(Tensor logits, int binStepPx, int halfWindowPx = 4)
    {
        ArgumentNullException.ThrowIfNull(logits);
        long bins = logits.shape[1];
        int reach = Math.Max(1, halfWindowPx / binStepPx);
        using DisposeScope scope = NewDisposeScope();
        Tensor best = logits.argmax(1, keepdim: true); // [N, 1, H, W]
        Tensor index = arange(bins, dtype: ScalarType.Int64, device: logits.device).view(1, bins, 1, 1);
        Tensor far = (index - best).abs().gt((Scalar)reach);
        Tensor weights = nn.functional.softmax(logits.masked_fill(far, float.NegativeInfinity), 1);
        Tensor disparity = (weights * (index.to(ScalarType.Float32) * (float)binStepPx)).sum(1);
        return disparity.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Soft argmin: the expected disparity under a softmax over all bins. Logits <c>[N, bins, H, W]</c> to disparity in px <c>[N, H, W]</c>.
    /// Source: Kendall et al., "End-to-End Learning of Geometry and Context for Deep Stereo Regression", ICCV 2017, equation 1, with similarities for negative costs.
    /// </summary>
    public static Tensor SoftArgmin(Tensor logits, int binStepPx)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using DisposeScope scope = NewDisposeScope();
        Tensor bins = arange(logits.shape[1], dtype: ScalarType.Float32, device: logits.device).view(1, -1, 1, 1) * (float)binStepPx;
        Tensor disparity = (nn.functional.softmax(logits, 1) * bins).sum(1);
        return disparity.MoveToOuterDisposeScope();
    }

    /// <summary>The disparity in px <c>[N, H, W]</c> that <paramref name="config"/> wants of logits <c>[N, bins, H, W]</c>.</summary>
    public static Tensor Estimate(Tensor logits, StereoNetworkConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.ReadoutEstimate == DisparityEstimate.SoftArgmin ? SoftArgmin(logits, config.BinStepPx) : SubpixelMap(logits, config.BinStepPx);
    }

    /// <summary>Similarities <c>[N, D, h, w]</c> at slices one feature pixel apart to <c>[N, bins, h, w]</c>.</summary>
    private static Tensor AtBins(Tensor similarities, StereoNetworkConfig config)
    {
        ArgumentNullException.ThrowIfNull(similarities);
        long slices = similarities.shape[1];
        if (config.BinStepPx == config.StemStride && config.Bins == slices)
        {
            return similarities;
        }

        float[] weights = BinWeights((int)slices, config.StemStride, config.Bins, config.BinStepPx);
        return nn.functional.conv2d(similarities, tensor(weights, [config.Bins, slices, 1L, 1L]).to(similarities.device));
    }

    /// <summary>Linear interpolation weights <c>[bins, D]</c> from slices at <c>stride * k</c> px to bins at <c>step * j</c> px; beyond the last slice its value holds.</summary>
    internal static float[] BinWeights(int slices, int stride, int bins, int step)
    {
        float[] weights = new float[bins * slices];
        for (int bin = 0; bin < bins; bin++)
        {
            double at = Math.Min((double)bin * step / stride, slices - 1);
            int below = (int)at;
            double share = at - below;
            weights[bin * slices + below] += (float)(1 - share);
            if (share > 0)
            {
                weights[bin * slices + below + 1] += (float)share;
            }
        }

        return weights;
    }
}
