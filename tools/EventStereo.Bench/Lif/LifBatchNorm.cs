using EventStereo.Search.Architecture;
using TorchSharp;

namespace EventStereo.Bench.Lif;

/// <summary>Batch norm and LIF neurons in inference: one pass of the kernel against the two from tensor operations.</summary>
internal sealed class LifBatchNorm : BenchmarkCase
{
    private static readonly long[] Shape = [8, 4, 64, 64, 86];

    public override string Bench => "lif";

    public override string Name => "lif-batchnorm-inference";

    public override string Description => $"spikes of LIF neurons behind a batch norm in inference, currents of [{string.Join(", ", Shape)}] (T, B, C, H, W)";

    public override string Limit => "memcpy of what must be read and written: currents to spikes";

    public override string Reference => "batch norm, then the same neuron step by step from tensor operations";

    public override string ItemName => "neuron updates";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        torch.set_num_threads(settings.Threads);
        long[] shape = [.. Shape];
        shape[2] = settings.Scaled((int)Shape[2]);
        return new LifBatchNormWork(shape, NeuronGenotype.Default, settings.Seed);
    }
}
