using EventStereo.Search.Kernels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Training.Parallel;

/// <summary>
/// Batch norm in training over the batches of all ranks together, <c>y = (x - mean) / sqrt(variance + eps) * weight + bias</c>. Forward, the
/// ranks sum count, sum and sum of squares of each channel, in double precision; backward, the sums of the gradient and of the gradient
/// times the normalised input. The gradients of weight and bias stay the rank's own, for
/// <see cref="GradientExchange"/> to average.
/// </summary>
internal sealed class SynchronizedBatchNorm : autograd.SingleTensorFunction<SynchronizedBatchNorm>
{
    /// <inheritdoc/>
    public override string Name => nameof(SynchronizedBatchNorm);

    /// <summary>Normalises <paramref name="input"/> <c>[N, C, ...]</c> by the module's settings and moves its running statistics, as its own forward does in training.</summary>
    public static Tensor Normalize(BatchNorm norm, Tensor input, IRankExchange ranks) => apply(input, norm.weight!, norm.bias!, norm, ranks); // made with both

    /// <summary>Arguments: input <c>[N, C, ...]</c>, weight <c>[C]</c>, bias <c>[C]</c>, the module, the ranks.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor input = (Tensor)vars[0], weight = (Tensor)vars[1], bias = (Tensor)vars[2];
        BatchNorm norm = (BatchNorm)vars[3];
        IRankExchange ranks = (IRankExchange)vars[4];
        (double count, double[] mean, double[] variance) = Moments(input, ranks);
        Move(norm, count, mean, variance);
        Tensor center = ByChannel(input, mean);
        Tensor scale = ByChannel(input, Array.ConvertAll(variance, value => 1 / Math.Sqrt(value + norm.eps))); // 1 / standard deviation
        ctx.save_for_backward([input, weight, center, scale]);
        ctx.save_data("count", count);
        ctx.save_data("ranks", ranks);
        long[] channels = center.shape; // [1, C, 1, ...]
        return (input - center) * (scale * weight.view(channels)) + bias.view(channels);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor input, Tensor weight, Tensor center, Tensor scale) = (saved[0], saved[1], saved[2], saved[3]);
        IRankExchange ranks = (IRankExchange)ctx.get_data("ranks");
        double count = (double)ctx.get_data("count");
        Tensor normalized = (input - center) * scale;
        long[] others = Others(input);
        Tensor biasGradient = grad_output.sum(others), weightGradient = (grad_output * normalized).sum(others); // [C]
        double[] sums = [.. Doubles(biasGradient), .. Doubles(weightGradient)];
        ranks.Sum(sums);
        int channels = sums.Length / 2;
        Tensor meanGradient = ByChannel(input, [.. sums[..channels].Select(sum => sum / count)]);
        Tensor meanProduct = ByChannel(input, [.. sums[channels..].Select(sum => sum / count)]);
        Tensor inputGradient = (grad_output - meanGradient - normalized * meanProduct) * (scale * weight.view(center.shape));
        return [inputGradient, weightGradient, biasGradient, null!, null!]; // the published API wants a null for an argument without a gradient
    }

    /// <summary>Elements a channel, mean and biased variance over all ranks.</summary>
    private static (double Count, double[] Mean, double[] Variance) Moments(Tensor input, IRankExchange ranks)
    {
        long[] others = Others(input);
        double own = input.numel() / input.shape[1];
        double[] mean = Doubles(input.mean(others)), variance = Doubles(input.var(others, unbiased: false));
        int channels = mean.Length;
        double[] sums = [own, .. mean.Select(value => value * own), .. mean.Zip(variance, (m, v) => (v + m * m) * own)];
        ranks.Sum(sums);
        double count = sums[0];
        for (int c = 0; c < channels; c++)
        {
            mean[c] = sums[1 + c] / count;
            variance[c] = Math.Max(0, sums[1 + channels + c] / count - mean[c] * mean[c]);
        }

        return (count, mean, variance);
    }

    /// <summary>Moves the running statistics; the variance there is the unbiased one.</summary>
    private static void Move(BatchNorm norm, double count, double[] mean, double[] variance)
    {
        if (norm is not { track_running_stats: true, num_batches_tracked: { } batches, running_mean: { } runningMean, running_var: { } runningVariance })
        {
            return;
        }

        batches.add_(1);
        float share = (float)(norm.momentum ?? 1.0 / batches.ToInt64());
        using Tensor newMean = Floats(mean, input: runningMean);
        using Tensor newVariance = Floats(Array.ConvertAll(variance, value => value * count / Math.Max(1, count - 1)), input: runningVariance);
        runningMean.mul_(1 - share).add_(newMean * share);
        runningVariance.mul_(1 - share).add_(newVariance * share);
    }

    /// <summary>All dimensions but the channels'.</summary>
    private static long[] Others(Tensor input) => [0, .. Enumerable.Range(2, (int)input.dim() - 2).Select(dimension => (long)dimension)];

    private static Tensor ByChannel(Tensor input, double[] values) => Floats(values, input).view([1, values.Length, .. Enumerable.Repeat(1L, (int)input.dim() - 2)]);

    private static Tensor Floats(double[] values, Tensor input) => tensor(Array.ConvertAll(values, value => (float)value)).to(input.device);

    private static double[] Doubles(Tensor values)
    {
        using Tensor onCpu = values.cpu().contiguous();
        return Array.ConvertAll(TensorMemory.Floats(onCpu).ToArray(), value => (double)value);
    }
}
