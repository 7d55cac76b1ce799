using EventStereo.Search.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Convolution;

/// <summary>A convolution of spikes, and its gradients from random ones at the output.</summary>
internal sealed class ConvolutionWork : BenchmarkWork
{
    private const float SpikeRate = 0.1f;

    private readonly bool backward;
    private readonly int threads;
    private readonly Tensor input;
    private readonly Tensor weight;
    private readonly Tensor bias;
    private readonly Tensor gradient;

    public ConvolutionWork(ConvolutionLayer layer, bool backward, BenchmarkSettings settings)
    {
        this.backward = backward;
        threads = settings.Threads;
        torch.random.manual_seed(settings.Seed);
        input = rand(layer.InputShape).lt((Scalar)SpikeRate).to(ScalarType.Float32).requires_grad_().DetachFromDisposeScope();
        weight = (randn(layer.WeightShape) * 0.1f).detach().requires_grad_().DetachFromDisposeScope();
        bias = randn(layer.Outputs).requires_grad_().DetachFromDisposeScope();
        gradient = randn(layer.OutputShape).DetachFromDisposeScope();
        Items = layer.Products * (backward ? 3 : 1); // the gradients at input and weights take as many products each
    }

    public override long Items { get; }

    public override int Repeats => (int)Math.Clamp(2_000_000_000 / Items, 1, 50);

    public override bool MeasuresMemory => true;

    public override void Ours() => Run(SameConvolution.Apply);

    public override void Reference() => Run(Torchs);

    public override void Limit() => PeakArithmetic.MultiplyAdd(Items, threads);

    public override void Verify()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((Tensor mine, Tensor torchs) in Compute(SameConvolution.Apply).Zip(Compute(Torchs)))
        {
            double scale = torchs.abs().max().item<float>(), apart = (mine.detach() - torchs.detach()).abs().max().item<float>();
            if (!(apart <= 1e-4 * Math.Max(1, scale)))
            {
                throw new BenchmarkMismatchException($"results of up to {scale} differ by {apart} from libtorch's");
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (Tensor tensor in (Tensor[])[input, weight, bias, gradient])
        {
            tensor.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Run(Func<Tensor, Tensor, Tensor?, Tensor> convolution)
    {
        using DisposeScope scope = NewDisposeScope();
        Compute(convolution);
    }

    private Tensor[] Compute(Func<Tensor, Tensor, Tensor?, Tensor> convolution)
    {
        if (!backward)
        {
            using IDisposable noGrad = no_grad();
            return [convolution(input, weight, bias)];
        }

        Tensor output = convolution(input, weight, bias);
        return [output, .. autograd.grad([output], [input, weight, bias], [gradient])];
    }

    private static Tensor Torchs(Tensor input, Tensor weight, Tensor? bias)
    {
        long[] padding = [.. weight.shape[2..].Select(side => side / 2)];
        return weight.shape.Length == 5 ? nn.functional.conv3d(input, weight, bias, padding: padding) : nn.functional.conv2d(input, weight, bias, padding: padding);
    }
}
