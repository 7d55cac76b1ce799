using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Tests;

/// <summary>Fused and torch neurons in a whole network.</summary>
public sealed class NetworkKernelsTests
{
    private const int Steps = 3;

    public static TheoryData<string> Kinds() => ["lif", "plif", "alif", "soft"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fused_and_torch_forms_agree_layer_by_layer_and_in_the_gradient_of_every_parameter(string kind)
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build(kind);
        (Tensor left, Tensor right) = Events();

        (List<float[]> Layers, Dictionary<string, float[]> Gradients) fused = Train(network, left, right, NeuronKernels.Fused), plain = Train(network, left, right, NeuronKernels.Torch);

        Assert.True(fused.Layers.Count >= 25);
        Assert.Equal(plain.Layers.Count, fused.Layers.Count);
        Assert.All(plain.Layers.Zip(fused.Layers).SkipLast(1), layer => Assert.Equal(layer.First, layer.Second)); // spikes
        Assert.All(plain.Layers[^1].Zip(fused.Layers[^1]), membrane => Assert.Equal(membrane.First, membrane.Second, 1e-5f)); // of values of about 1; its convolution sums in another order
        foreach ((string name, float[] expected) in plain.Gradients.Where(entry => !entry.Key.EndsWith("conv.bias", StringComparison.Ordinal)))
        {
            // The biases left out have no gradient but rounding: the batch norm behind them takes any constant away.
            double norm = Math.Sqrt(expected.Sum(value => (double)value * value));
            double apart = Math.Sqrt(expected.Zip(fused.Gradients[name], (a, b) => (a - b) * (double)(a - b)).Sum());
            Assert.True(apart <= (2e-3 * norm) + 1e-5, $"{name}: {apart} of {norm}"); // sums in another order, and exp for tanh, through twelve layers
        }
    }

    [Fact]
    public void A_batch_norm_inside_the_neurons_kernel_gives_the_same_logits()
    {
        using DisposeScope scope = NewDisposeScope();
        using StereoNetwork network = Build("lif");
        (Tensor left, Tensor right) = Events();
        using IDisposable noGrad = no_grad();
        for (int i = 0; i < 5; i++)
        {
            network.call(left, right, new StateFlow(Steps)); // gives the batch norms statistics
        }

        network.eval();
        float[] fused = network.call(left, right, new StateFlow(Steps)).data<float>().ToArray();
        float[] plain = network.call(left, right, new StateFlow(Steps, kernels: NeuronKernels.Torch)).data<float>().ToArray();

        Assert.True(plain.Max() - plain.Min() > 0.1f);
        for (int i = 0; i < plain.Length; i++)
        {
            Assert.Equal(plain[i], fused[i], 1e-4f);
        }
    }

    private static (List<float[]> Layers, Dictionary<string, float[]> Gradients) Train(StereoNetwork network, Tensor left, Tensor right, NeuronKernels kernels)
    {
        using DisposeScope scope = NewDisposeScope();
        LayerOutputs outputs = new();
        network.zero_grad();
        Tensor logits = network.call(left, right, new StateFlow(Steps, observer: outputs, kernels: kernels));
        (logits * linspace(-1, 1, logits.numel()).view(logits.shape)).sum().backward();
        return (outputs.Layers, network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!.data<float>().ToArray())); // every parameter takes part
    }

    private static StereoNetwork Build(string kind)
    {
        random.manual_seed(4);
        NeuronGenotype neuron = kind switch
        {
            "plif" => new NeuronGenotype { Kind = NeuronKind.ParametricLif, LearnsByChannel = true },
            "alif" => new NeuronGenotype { Kind = NeuronKind.AdaptiveLif },
            "soft" => new NeuronGenotype { Reset = ResetKind.Soft, Surrogate = SurrogateKind.Triangle },
            _ => NeuronGenotype.Default,
        };
        StereoNetworkConfig config = new() { FeatureMultiplier = 2, MatchingMultiplier = 1, MaxDisparityPx = 16, StemStride = 2, MatchingSkip = true };
        return new StereoNetwork(config, BuiltInGenotypes.SpikeDhsStereo.WithNeurons(neuron));
    }

    private static (Tensor Left, Tensor Right) Events()
    {
        Random generator = new(8);
        Tensor[] cameras = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            float[] values = [.. Enumerable.Range(0, Steps * 2 * 5 * 32 * 48).Select(_ => generator.Next(4) == 0 ? generator.Next(2) * 2f - 1f : 0f)];
            return tensor(values, [Steps * 2L, 5L, 32L, 48L]);
        })];
        return (cameras[0], cameras[1]);
    }

    private sealed class LayerOutputs : IOperationObserver
    {
        public List<float[]> Layers { get; } = [];

        public void OnPass(int steps)
        {
        }

        public void OnNeurons(Tensor output, bool spiking) => Layers.Add(output.detach().contiguous().data<float>().ToArray());

        public void OnResampled(Tensor input, Tensor output, ElementwiseOperations anElement)
        {
        }

        public void OnReadout(ElementwiseOperations operations, long inputElements, long outputElements)
        {
        }
    }
}
