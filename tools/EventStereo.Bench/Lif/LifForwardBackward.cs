using EventStereo.Search.Architecture;
using TorchSharp;

namespace EventStereo.Bench.Lif;

/// <summary>A layer of LIF neurons over a sequence, forwards and backwards: the fused kernel against the same neuron from tensor operations.</summary>
internal sealed class LifForwardBackward : BenchmarkCase
{
    /// <summary>The layer of the comparison: T = 8 steps of B = 4 samples of 64 channels of 64 x 86.</summary>
    private static readonly long[] Shape = [8, 4, 64, 64, 86];

    public override string Bench => "lif";

    public override string Name => "lif-forward-backward";

    public override string Description => $"spikes and gradients of LIF neurons, currents of [{string.Join(", ", Shape)}] (T, B, C, H, W)";

    public override string Limit => "memcpy of what must be read and written: currents to spikes, and the gradient at the spikes to that at the currents";

    public override string Reference => "the same neuron step by step from tensor operations";

    public override string ItemName => "neuron updates";

    public override BenchmarkWork Prepare(BenchmarkSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        torch.set_num_threads(settings.Threads);
        long[] shape = [.. Shape];
        shape[2] = settings.Scaled((int)Shape[2]);
        return new LifWork(shape, NeuronGenotype.Default, settings.Seed);
    }
}
