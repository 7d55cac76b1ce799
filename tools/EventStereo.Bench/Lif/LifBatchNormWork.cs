using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Bench.Lif;

/// <summary>Results of a convolution <c>[T, B, C, H, W]</c> through a batch norm with statistics to spikes, without gradients.</summary>
internal sealed class LifBatchNormWork : BenchmarkWork
{
    private readonly NeuronGenotype neuron;
    private readonly BatchNorm2d norm;
    private readonly int steps;
    private readonly Tensor inputs; // [T, B, C, H, W]
    private readonly Tensor rest; // [B, C, H, W]
    private readonly Tensor copy; // as the inputs
    private readonly float[] scale;
    private readonly float[] shift;

    public LifBatchNormWork(long[] shape, NeuronGenotype neuron, int seed)
    {
        this.neuron = neuron;
        steps = (int)shape[0];
        torch.random.manual_seed(seed);
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        inputs = randn(shape).DetachFromDisposeScope();
        rest = zeros(shape[1..]).DetachFromDisposeScope();
        copy = empty(shape).DetachFromDisposeScope();
        norm = nn.BatchNorm2d(shape[2]);
        norm.weight!.copy_(rand(shape[2]) * 0.5f + 0.25f); // it is affine
        norm.bias!.copy_(rand(shape[2]) * 0.4f); // it is affine
        norm.call(inputs.flatten(0, 1)); // statistics
        norm.eval();
        Tensor factor = norm.weight / (norm.running_var! + norm.eps).sqrt(); // it tracks them
        scale = factor.data<float>().ToArray();
        shift = (norm.bias - norm.running_mean! * factor).data<float>().ToArray(); // it tracks them
        Items = inputs.numel();
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

    public override void Limit() => Parallel.For(0, steps, step =>
    {
        using Tensor from = inputs.select(0, step), to = copy.select(0, step);
        TensorMemory.Floats(from).CopyTo(TensorMemory.Floats(to));
    });

    public override void Verify()
    {
        using DisposeScope scope = NewDisposeScope();
        double apart = (RunFused().view(inputs.shape) - RunFromOperations()).abs().mean().item<float>();

        // The batch norm's last digit may decide a spike that is at the threshold.
        if (!(apart < 1e-5))
        {
            throw new BenchmarkMismatchException($"{apart:P4} of the spikes differ from the tensor operations'");
        }
    }

    protected override void Dispose(bool disposing)
    {
        inputs.Dispose();
        rest.Dispose();
        copy.Dispose();
        norm.Dispose();
        base.Dispose(disposing);
    }

    private Tensor RunFused()
    {
        Tensor spikes = empty(inputs.shape), after = empty(rest.shape);
        int neurons = (int)rest.numel(), plane = neurons / (int)(rest.shape[0] * rest.shape[1]);
        LifKernel.Forward(
            new SequenceLayout(steps, neurons, plane), TensorMemory.Floats(inputs), [], TensorMemory.Floats(after), TensorMemory.Floats(spikes), [neuron.Decay], neuron, scale, shift);
        return spikes;
    }

    private Tensor RunFromOperations()
    {
        using IDisposable noGrad = no_grad();
        Tensor currents = norm.call(inputs.flatten(0, 1)).view(inputs.shape);
        return TorchNeurons.Run(currents, tensor(neuron.Decay).view(1), [rest], neuron).Output;
    }
}
