using static TorchSharp.torch;

namespace EventStereo.Search.Kernels;

/// <summary>What a batch norm did with each channel of one batch: <c>y = scale x + shift</c>, <c>scale = weight / deviation</c>, <c>shift = bias - mean scale</c>; as float, as torch keeps them.</summary>
/// <param name="Mean">Of the batch.</param>
/// <param name="InverseDeviation"><c>1 / sqrt(variance + eps)</c> with the batch's own, biased variance.</param>
/// <param name="Scale">Factor.</param>
/// <param name="Shift">Summand.</param>
internal sealed record BatchStatistics(float[] Mean, float[] InverseDeviation, float[] Scale, float[] Shift)
{
    /// <summary>From the moments of each channel, <paramref name="weight"/> and <paramref name="bias"/> <c>[C]</c>.</summary>
    public static BatchStatistics Of(Moments[] moments, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, double eps)
    {
        float[] mean = Array.ConvertAll(moments, channel => (float)channel.Mean);
        float[] inverse = Array.ConvertAll(moments, channel => (float)(1 / Math.Sqrt(channel.Deviations / channel.Count + eps)));
        float[] scale = new float[mean.Length], shift = new float[mean.Length];
        for (int c = 0; c < mean.Length; c++)
        {
            scale[c] = inverse[c] * weight[c];
            shift[c] = MathF.FusedMultiplyAdd(-mean[c], scale[c], bias[c]);
        }

        return new BatchStatistics(mean, inverse, scale, shift);
    }

    /// <summary>Moves a batch norm's running statistics, <c>[C]</c> each, by <paramref name="share"/> towards those of the batch; the variance there is the unbiased one.</summary>
    public static void Move(Moments[] moments, double share, Tensor runningMean, Tensor runningVariance)
    {
        Span<float> means = TensorMemory.Floats(runningMean), variances = TensorMemory.Floats(runningVariance);
        for (int c = 0; c < moments.Length; c++)
        {
            means[c] = (float)(share * moments[c].Mean + (1 - share) * means[c]);
            variances[c] = (float)(share * (moments[c].Deviations / (moments[c].Count - 1)) + (1 - share) * variances[c]);
        }
    }
}
