using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>
/// Sub-pixel cross-entropy: the target is a Laplace distribution around the true disparity, sampled at the bins and
/// normalised: <c>loss = mean over pixels of -sum_d P(d) log softmax(logits)(d)</c>, <c>P(d) ~ exp(-|d - truth| / scale)</c>.
/// Source: Tulyakov et al., "Practical Deep Stereo", NeurIPS 2018, section 3.3 (scale 1).
/// </summary>
public static class SubpixelCrossEntropy
{
    /// <summary>Loss of logits <c>[P, bins]</c> against true disparities <c>[P]</c> in px.</summary>
    public static Tensor Loss(Tensor logits, Tensor disparityPx, int binStepPx, float scalePx)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(disparityPx);
        Tensor target = Target(disparityPx, (int)logits.shape[1], binStepPx, scalePx);
        return -(target * nn.functional.log_softmax(logits, 1)).sum(1).mean();
    }

    /// <summary>The target distribution <c>[P, bins]</c>.</summary>
    public static Tensor Target(Tensor disparityPx, int bins, int binStepPx, float scalePx)
    {
        ArgumentNullException.ThrowIfNull(disparityPx);
        Tensor bin = arange(bins, dtype: ScalarType.Float32, device: disparityPx.device) * (float)binStepPx;
        return nn.functional.softmax((bin.unsqueeze(0) - disparityPx.unsqueeze(1)).abs() * (-1f / scalePx), 1);
    }
}
