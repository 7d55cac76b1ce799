using EventStereo.Search.Kernels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Training.Parallel;

/// <summary>
/// Makes one optimizer step of all ranks out of what each computed: gradients become their sums over the ranks, in one call over one
/// flat buffer. Each rank's gradient is that of its part of the step's loss, as where one process accumulates micro-batches; for a
/// mean over pixels, a rank's part is the sum over its own divided by the number of all. Ranks that begin a step with
/// equal weights end it with equal ones, to the bit. Running statistics of batch norms become what one process would have that went through the micro-batches of rank 0, then
/// those of rank 1, and so on (<see cref="RunningStatistics"/>).
/// </summary>
public sealed class GradientExchange
{
    private readonly IRankExchange ranks;
    private readonly Parameter[] parameters;
    private readonly RunningStatistics statistics;
    private readonly float[] buffer;

    /// <summary>Prepares to exchange the gradients of <paramref name="network"/>.</summary>
    public GradientExchange(nn.Module network, IRankExchange ranks)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.ranks = ranks ?? throw new ArgumentNullException(nameof(ranks));
        parameters = [.. network.parameters()];
        statistics = new RunningStatistics(network, ranks);
        buffer = ranks.Ranks == 1 ? [] : new float[parameters.Sum(parameter => parameter.numel()) + parameters.Length + statistics.Values];
    }

    /// <summary>Opens a step: call it before the step's first forward pass.</summary>
    public void Begin() => statistics.Remember();

    /// <summary>
    /// Closes the backward part of a step: each gradient becomes the sum over the ranks, a rank without one counting as zero. A
    /// parameter that has none on any rank keeps none, so that the optimizer passes it by as it would in one process.
    /// </summary>
    public void Sum()
    {
        if (ranks.Ranks == 1)
        {
            return;
        }

        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Span<float> gradients = Gather(), present = buffer.AsSpan(gradients.Length, parameters.Length), moments = buffer.AsSpan(gradients.Length + parameters.Length);
        statistics.Gather(moments);
        ranks.Sum(buffer);
        statistics.Scatter(moments);
        Scatter(gradients, present);
    }

    private Span<float> Gather()
    {
        int at = 0, length = buffer.Length - parameters.Length - statistics.Values;
        for (int i = 0; i < parameters.Length; i++)
        {
            Span<float> place = buffer.AsSpan(at, (int)parameters[i].numel());
            at += place.Length;
            Tensor? gradient = parameters[i].grad;
            buffer[length + i] = gradient is null ? 0 : 1;
            if (gradient is null)
            {
                place.Clear();
            }
            else
            {
                TensorMemory.Floats(gradient.cpu().contiguous()).CopyTo(place);
            }
        }

        return buffer.AsSpan(0, length);
    }

    private void Scatter(ReadOnlySpan<float> gradients, ReadOnlySpan<float> present)
    {
        int at = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            ReadOnlySpan<float> place = gradients.Slice(at, (int)parameters[i].numel());
            at += place.Length;
            if (present[i] == 0)
            {
                continue;
            }

            Tensor sum = tensor(place.ToArray(), parameters[i].shape);
            if (parameters[i].grad is { } gradient)
            {
                gradient.copy_(sum);
            }
            else
            {
                parameters[i].grad = sum.to(parameters[i].device);
            }
        }
    }
}
