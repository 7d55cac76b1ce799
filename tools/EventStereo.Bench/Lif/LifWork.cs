using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Lif;

/// <summary>Currents <c>[T, B, ...]</c> to spikes, and a gradient at the spikes back to the currents.</summary>
internal sealed class LifWork : BenchmarkWork
{
    private readonly NeuronGenotype neuron;
    private readonly NeuronLayer layer;
    private readonly int steps;
    private readonly Tensor currents; // [T, B, ...]
    private readonly Tensor spikeGradient; // [T, B, ...]
    private readonly Tensor rest; // [B, ...]
    private readonly Tensor[] copies = new Tensor[2];

    public LifWork(long[] shape, NeuronGenotype neuron, int seed)
    {
        this.neuron = neuron;
        layer = new NeuronLayer(neuron, shape[2]);
        steps = (int)shape[0];
        torch.random.manual_seed(seed);
        currents = (rand(shape) * 1.2f - 0.3f).DetachFromDisposeScope();
        spikeGradient = randn(shape).DetachFromDisposeScope();
        rest = zeros(shape[1..]).DetachFromDisposeScope();
        for (int i = 0; i < copies.Length; i++)
        {
            copies[i] = empty(shape).DetachFromDisposeScope();
        }

        // The kernel reads time and batch as one axis, as networks hand them over.
        Items = currents.numel();
    }

    public override long Items { get; }

    public override bool MeasuresMemory => true;

    public override int Repeats => 4;

    public override void Ours()
    {
        using DisposeScope scope = NewDisposeScope();
        RunFused();
    }

    public override void Reference()
    {
        using DisposeScope scope = NewDisposeScope();
        RunFromOperations();
    }

    /// <summary>Two arrays are read and two written, each as large as the currents.</summary>
    public override void Limit()
    {
        foreach (Tensor copy in copies)
        {
            Parallel.For(0, steps, step =>
            {
                using Tensor from = currents.select(0, step), to = copy.select(0, step);
                TensorMemory.Floats(from).CopyTo(TensorMemory.Floats(to));
            });
        }
    }

    public override void Verify()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor spikes, Tensor gradient) = RunFused();
        (Tensor expectedSpikes, Tensor expectedGradient) = RunFromOperations();
        double spikesApart = (spikes.view(currents.shape) - expectedSpikes).abs().max().item<float>();
        double apart = (gradient - expectedGradient).abs().max().item<float>();

        // The surrogate by exp and by tanh differ in the last digits; sums over 8 steps of values of a few units.
        if (spikesApart != 0 || !(apart < 1e-4))
        {
            throw new BenchmarkMismatchException($"spikes differ by {spikesApart} and gradients by {apart} from the tensor operations'");
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (Tensor tensor in (Tensor[])[currents, spikeGradient, rest, .. copies])
        {
            tensor.Dispose();
        }

        layer.Dispose();
        base.Dispose(disposing);
    }

    private (Tensor Spikes, Tensor Gradient) RunFused()
    {
        Tensor input = currents.detach().requires_grad_();
        Tensor spikes = layer.call(input.flatten(0, 1), new StateFlow(steps));
        return (spikes, autograd.grad([spikes], [input], [spikeGradient.flatten(0, 1)])[0]);
    }

    private (Tensor Spikes, Tensor Gradient) RunFromOperations()
    {
        Tensor input = currents.detach().requires_grad_();
        (Tensor spikes, _) = TorchNeurons.Run(input, tensor(neuron.Decay).view(1), [rest], neuron);
        return (spikes, autograd.grad([spikes], [input], [spikeGradient])[0]);
    }
}
