using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.StereoNet;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Bench.Lif;

/// <summary>Random events of a quarter of all pixels, a random disparity at every twelfth.</summary>
internal sealed class TrainStepWork : BenchmarkWork
{
    private const int Windows = 3, Height = 96, Width = 128, PixelsPerImage = 1000;

    private static readonly StereoNetworkConfig Config = new()
    {
        FeatureMultiplier = 4, MatchingMultiplier = 4, StemStride = 2, Volume = CostVolumeMode.Correlate, CorrelationGroups = 4, VolumePooling = 2,
        Resampling = SpikeResampling.MaxPool, MatchingSkip = true,
    };

    private readonly StereoNetwork network;
    private readonly AdamW optimizer;
    private readonly Tensor left; // [T B, C, H, W]
    private readonly Tensor right; // [T B, C, H, W]
    private readonly Tensor truth; // [P]
    private readonly PixelSet pixels;
    private readonly int images;

    public TrainStepWork(int clips, int seed)
    {
        torch.random.manual_seed(seed);
        images = Windows * clips;
        network = new StereoNetwork(Config, BuiltInGenotypes.SpikeDhsStereo);
        network.train();
        optimizer = optim.AdamW(network.parameters(), lr: 1e-5);
        left = Events();
        right = Events();
        Random random = new(seed);
        int[] image = [.. Enumerable.Range(0, images * PixelsPerImage).Select(pixel => pixel / PixelsPerImage)];
        pixels = new PixelSet(image, Array.ConvertAll(image, _ => random.Next(Height)), Array.ConvertAll(image, _ => random.Next(Width)));
        truth = tensor(Array.ConvertAll(image, _ => random.NextSingle() * 50)).DetachFromDisposeScope();
    }

    public override long Items => images;

    public override bool MeasuresMemory => true;

    public override void Ours() => Step(NeuronKernels.Fused);

    public override void Reference() => Step(NeuronKernels.Torch);

    public override void Verify()
    {
        using DisposeScope scope = NewDisposeScope();
        double loss = Backpropagate(NeuronKernels.Fused), expected = Backpropagate(NeuronKernels.Torch);

        // Another order of additions moves currents by their last digits, and a current at the threshold then fires or not, layer after layer.
        if (!(Math.Abs(loss - expected) < 0.01 * expected))
        {
            throw new BenchmarkMismatchException($"the loss is {loss}, from tensor operations {expected}");
        }
    }

    protected override void Dispose(bool disposing)
    {
        optimizer.Dispose();
        network.Dispose();
        foreach (Tensor tensor in (Tensor[])[left, right, truth])
        {
            tensor.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Step(NeuronKernels kernels)
    {
        using DisposeScope scope = NewDisposeScope();
        Backpropagate(kernels);
        nn.utils.clip_grad_norm_(network.parameters(), 5);
        optimizer.step();
    }

    private double Backpropagate(NeuronKernels kernels)
    {
        foreach (SameConvolution convolution in network.modules().OfType<SameConvolution>())
        {
            convolution.Direct = kernels == NeuronKernels.Fused;
        }

        optimizer.zero_grad();
        Tensor similarities = network.Similarities(left, right, new StateFlow(Windows, kernels: kernels));
        Tensor loss = SubpixelCrossEntropy.Loss(DisparityReadout.LogitsAt(similarities, Config, pixels), truth, Config.BinStepPx, scalePx: 2f);
        loss.backward();
        return loss.item<float>();
    }

    private Tensor Events()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sign = randn(images, Config.InputChannels, Height, Width).sign(), active = rand(images, Config.InputChannels, Height, Width).lt((Scalar)0.25f).to(ScalarType.Float32);
        return (sign * active).DetachFromDisposeScope();
    }
}
