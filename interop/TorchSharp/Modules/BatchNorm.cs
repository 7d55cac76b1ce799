using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Normalises each channel over the batch and, in evaluation, by the running statistics:
/// y = (x - mean) / sqrt(var + eps) * weight + bias (Ioffe and Szegedy 2015).
/// </summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        double share = momentum ?? 0;
        if (training && num_batches_tracked is Tensor batches)
        {
            batches.add_(1);
            share = momentum ?? 1.0 / batches.ToInt64();
        }

        bool byBatch = training || running_mean is null || running_var is null;
        bool passesStatistics = !training || track_running_stats;
        return nn.functional.batch_norm(
            input, passesStatistics ? running_mean! : null!, passesStatistics ? running_var! : null!, weight!, bias!, byBatch, share, eps); // the operator takes none of either
    }

    private protected void RequireDimensions(Tensor input, params ReadOnlySpan<int> allowed)
    {
        ArgumentNullException.ThrowIfNull(input);
        long dimensions = input.dim();
        foreach (int count in allowed)
        {
            if (dimensions == count)
            {
                return;
            }
        }

        throw new ArgumentException($"expected {string.Join("D or ", allowed.ToArray())}D input to {GetName()}, but got {dimensions}D input", nameof(input));
    }
}
