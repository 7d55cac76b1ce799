using EventStereo.Search.Ops;
using EventStereo.StereoNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Convolution;

/// <summary>Spikes of both cameras' features to the currents of the first matching layer, in both forms.</summary>
internal sealed class SplitMatchingWork : BenchmarkWork
{
    /// <summary>Feature channels of the published network.</summary>
    public const int Channels = 24;

    /// <summary>Channels of its matching stem.</summary>
    public const int Outputs = 24;

    /// <summary>63 px at a third of the size.</summary>
    public const int Disparities = 21;

    /// <summary>260 rows, padded, at a third.</summary>
    public const int Height = 88;

    /// <summary>346 columns, padded, at a third.</summary>
    public const int Width = 116;

    private const float SpikeRate = 0.1f;

    private readonly bool backward;
    private readonly Tensor left;
    private readonly Tensor right;
    private readonly Tensor weight;
    private readonly Tensor bias;
    private readonly Tensor gradient;
    private readonly int height;

    public SplitMatchingWork(bool backward, BenchmarkSettings settings)
    {
        this.backward = backward;
        torch.random.manual_seed(settings.Seed);
        height = settings.Scaled(Height);
        left = Spikes().DetachFromDisposeScope();
        right = Spikes().DetachFromDisposeScope();
        weight = (randn([Outputs, 2 * Channels, 3, 3, 3]) * 0.1f).detach().requires_grad_().DetachFromDisposeScope();
        bias = randn(Outputs).requires_grad_().DetachFromDisposeScope();
        gradient = randn([1, Outputs, Disparities, height, Width]).DetachFromDisposeScope();
        Items = (long)Outputs * 2 * Channels * 27 * Disparities * height * Width * (backward ? 3 : 1);
    }

    public override long Items { get; }

    public override bool MeasuresMemory => true;

    public override void Ours() => Run(Split);

    public override void Reference() => Run(Plain);

    public override void Verify()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((Tensor mine, Tensor plain) in Compute(Split).Zip(Compute(Plain)))
        {
            double scale = plain.abs().max().item<float>(), apart = (mine.detach() - plain.detach()).abs().max().item<float>();
            if (!(apart <= 1e-4 * Math.Max(1, scale)))
            {
                throw new BenchmarkMismatchException($"results of up to {scale} differ by {apart} from the plain form's");
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (Tensor tensor in (Tensor[])[left, right, weight, bias, gradient])
        {
            tensor.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Spikes() => rand(1, Channels, height, Width).lt((Scalar)SpikeRate).to(ScalarType.Float32).requires_grad_();

    private Tensor Split() => SplitMatching.Convolve(left, right, Disparities, weight, bias);

    private Tensor Plain() => SameConvolution.Apply(CostVolume.Concatenate(left, right, Disparities), weight, bias);

    private void Run(Func<Tensor> form)
    {
        using DisposeScope scope = NewDisposeScope();
        Compute(form);
    }

    private Tensor[] Compute(Func<Tensor> form)
    {
        if (!backward)
        {
            using IDisposable noGrad = no_grad();
            return [form()];
        }

        Tensor output = form();
        return [output, .. autograd.grad([output], [left, right, weight, bias], [gradient])];
    }
}
