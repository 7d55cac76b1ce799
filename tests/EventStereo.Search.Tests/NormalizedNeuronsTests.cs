using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

/// <summary>Batch norms, their sum and neurons in one operation against one after the other, by torch's batch norm.</summary>
public sealed class NormalizedNeuronsTests
{
    private const int Steps = 3, Channels = 4;

    /// <summary>Gradients are sums over all places in another order, of values that pass a batch norm; relative to the largest.</summary>
    private const double Tolerance = 2e-5;

    /// <summary>Kind, batch norms, map.</summary>
    public static TheoryData<string, int, long[]> Layers() => new()
    {
        { "lif", 1, [7, 9] }, // no whole vectors
        { "lif", 2, [7, 9] },
        { "lif", 3, [3, 4, 5] },
        { "lif", 1, [48, 96] }, // several tiles and threads
        { "soft", 2, [3, 8, 8] },
        { "plif", 1, [6, 8] },
        { "plif", 2, [6, 8] },
        { "alif", 2, [6, 8] },
        { "lif", 1, [1, 1] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Spikes_states_statistics_and_gradients_equal_those_one_after_the_other(string kind, int layers, long[] map)
    {
        using DisposeScope scope = NewDisposeScope();
        using Case one = new(kind, layers, map), apart = new(kind, layers, map);

        Tensor[] together = one.Run((layer, inputs, neurons, state) => ConvNorm.SpikeOnSum(layer, inputs, neurons, state));
        Tensor[] expected = apart.Run((layer, inputs, neurons, state) => neurons.call(layer.Zip(inputs, (l, input) => l.call(input)).Aggregate((a, b) => a + b), state));

        Assert.InRange(expected[0].mean().item<float>(), 0.02f, 0.98f);
        Assert.Equal(expected[0].data<float>().ToArray(), together[0].data<float>().ToArray()); // spikes
        Assert.Equal(expected.Length, together.Length);
        for (int i = 1; i < expected.Length; i++)
        {
            double scale = Math.Max(1, expected[i].abs().max().item<float>()), difference = (expected[i] - together[i]).abs().max().item<float>();
            Assert.True(difference <= Tolerance * scale, $"result {i}: {difference} apart at a scale of {scale}");
        }
    }

    [Fact]
    public void Running_statistics_are_torchs_to_the_last_digit()
    {
        using DisposeScope scope = NewDisposeScope();
        using Case one = new("lif", 1, [16, 24]), apart = new("lif", 1, [16, 24]);
        one.Run((layer, inputs, neurons, state) => ConvNorm.SpikeOnSum(layer, inputs, neurons, state));
        apart.Run((layer, inputs, neurons, state) => neurons.call(layer[0].call(inputs[0]), state));

        Assert.All(apart.Statistics().Zip(one.Statistics()), pair => Assert.Equal(pair.First, pair.Second, 1.2e-7f)); // the spacing of floats at 1
    }

    [Fact]
    public void The_graph_holds_no_normalised_current()
    {
        using DisposeScope scope = NewDisposeScope();
        using Case one = new("lif", 1, [8, 8]), apart = new("lif", 1, [8, 8]);

        Assert.Equal(1, one.TensorsMade((layer, inputs, neurons, state) => ConvNorm.SpikeOnSum(layer, inputs, neurons, state)));
        Assert.Equal(2, apart.TensorsMade((layer, inputs, neurons, state) => neurons.call(layer[0].call(inputs[0]), state)));
    }

    [Fact]
    public void A_watched_batch_norm_sees_its_input()
    {
        using DisposeScope scope = NewDisposeScope();
        using Case watched = new("lif", 1, [5, 5]);
        int seen = 0;
        watched.Norm.register_forward_pre_hook((_, input) =>
        {
            seen++;
            return input;
        });

        watched.Run((layer, inputs, neurons, state) => ConvNorm.SpikeOnSum(layer, inputs, neurons, state));

        Assert.Equal(1, seen);
    }

    [Fact]
    public void Same_input_gives_the_same_bits_on_any_number_of_threads()
    {
        using DisposeScope scope = NewDisposeScope();
        int threads = get_num_threads();
        try
        {
            set_num_threads(1);
            using Case one = new("lif", 1, [64, 96]), two = new("lif", 1, [64, 96]);
            Tensor[] alone = one.Run((layer, inputs, neurons, state) => ConvNorm.SpikeOnSum(layer, inputs, neurons, state), convolve: false);
            set_num_threads(2);
            Tensor[] shared = two.Run((layer, inputs, neurons, state) => ConvNorm.SpikeOnSum(layer, inputs, neurons, state), convolve: false);

            Assert.All(alone.Zip(shared), pair => Assert.Equal(pair.First.data<float>().ToArray(), pair.Second.data<float>().ToArray()));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>Layers with neurons on their sum, and inputs; the same for the same arguments.</summary>
    private sealed class Case : IDisposable
    {
        private readonly ConvNorm[] layers;
        private readonly Tensor[] inputs;
        private readonly NeuronLayer neurons;
        private readonly SpikingState before;
        private readonly Tensor gradient;

        public Case(string kind, int count, long[] map)
        {
            random.manual_seed(3);
            NeuronGenotype neuron = kind switch
            {
                "plif" => new NeuronGenotype { Kind = NeuronKind.ParametricLif, LearnsByChannel = true },
                "alif" => new NeuronGenotype { Kind = NeuronKind.AdaptiveLif },
                "soft" => new NeuronGenotype { Reset = ResetKind.Soft, Surrogate = SurrogateKind.Triangle },
                _ => NeuronGenotype.Default,
            };
            layers = [.. Enumerable.Range(0, count).Select(_ => new ConvNorm(map.Length, 2, Channels))];
            neurons = new NeuronLayer(neuron, Channels);
            inputs = [.. layers.Select(_ => rand([Steps * 2, 2, .. map]).lt((Scalar)0.3f).to(ScalarType.Float32).requires_grad_())];
            foreach (ConvNorm layer in layers)
            {
                layer.train();
                foreach ((string name, Parameter parameter) in layer.named_parameters().Where(entry => entry.name.StartsWith("norm", StringComparison.Ordinal)))
                {
                    using IDisposable noGrad = no_grad();
                    parameter.add_(randn_like(parameter) * 0.3f); // weights apart from 1, biases from 0
                }
            }

            before = new SpikingState([.. Enumerable.Range(0, neuron.States).Select(_ => rand([2L, Channels, .. map]) * 0.3f)]);
            gradient = randn([Steps * 2, Channels, .. map]);
        }

        public ChannelNorm Norm => layers[0].modules().OfType<ChannelNorm>().Single();

        /// <summary>Spikes, states after, running statistics and the gradients at inputs and parameters.</summary>
        public Tensor[] Run(Func<ConvNorm[], Tensor[], NeuronLayer, StateFlow, Tensor> form, bool convolve = true)
        {
            StateFlow state = new(Steps, before);
            Tensor spikes = form(layers, inputs, neurons, state);
            spikes.backward([gradient]);
            IEnumerable<(string Name, Parameter Parameter)> parameters = layers.SelectMany(layer => layer.named_parameters()).Concat(neurons.named_parameters());
            return
            [
                spikes.detach(), .. state.Finish().States, .. layers.SelectMany(layer => layer.named_buffers().Select(entry => entry.buffer.to(ScalarType.Float32))),
                .. inputs.Select(input => input.grad!), // they want one
                .. parameters.Where(entry => !entry.Name.StartsWith("conv.bias", StringComparison.Ordinal) && (convolve || !entry.Name.StartsWith("conv", StringComparison.Ordinal))) // a batch norm takes biases away; their gradients are rounding
                    .Select(entry => entry.Parameter.grad!), // as above
            ];
        }

        public float[] Statistics() => [.. layers.SelectMany(layer => layer.named_buffers().SelectMany(entry => entry.buffer.to(ScalarType.Float32).data<float>().ToArray()))];

        public void Dispose()
        {
            before.Dispose();
            neurons.Dispose();
            Array.ForEach(layers, layer => layer.Dispose());
        }

        /// <summary>How many tensors of the layer's size a forward pass leaves to its caller.</summary>
        public int TensorsMade(Func<ConvNorm[], Tensor[], NeuronLayer, StateFlow, Tensor> form)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor spikes = form(layers, inputs, neurons, new StateFlow(Steps));
            return scope.DisposablesView.OfType<Tensor>().Count(tensor => !tensor.IsInvalid && tensor.numel() == spikes.numel());
        }
    }
}
