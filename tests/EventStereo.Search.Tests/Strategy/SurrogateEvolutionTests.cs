using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training.Parallel;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests.Strategy;

public sealed class SurrogateEvolutionTests : IDisposable
{
    private const double LearningRate = 0.05;

    private readonly Pair network;
    private readonly SurrogateGroup[] groups;
    private readonly SGD optimizer;

    public SurrogateEvolutionTests()
    {
        random.manual_seed(3);
        network = new Pair();
        network.train();
        groups = [new SurrogateGroup("first", [network.Neurons[0]]), new SurrogateGroup("second", [network.Neurons[1]])];
        optimizer = Make([.. network.parameters()]);
        for (int step = 0; step < 2; step++) // so that momenta are there
        {
            optimizer.zero_grad();
            network.Loss(100 + step).backward();
            optimizer.step();
        }
    }

    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
    }

    [Theory]
    [InlineData(MixPlacement.Membrane)]
    [InlineData(MixPlacement.Spike)]
    public void An_evaluation_changes_nothing_but_surrogates(MixPlacement placement)
    {
        Dictionary<string, byte[]> before = State();
        using Tensor generator = random.get_rng_state();

        SurrogateStep found = Evolution(new SurrogateEvolutionConfig { Placement = placement, Batches = 3 }).Evolve(7, network.Loss, n => network.Loss(50 + n));

        Assert.Equal(before, State());
        using Tensor after = random.get_rng_state();
        Assert.Equal(generator.bytes.ToArray(), after.bytes.ToArray());
        Assert.Equal(7, found.Step);
        Assert.Equal(found.Surrogates, groups.Select(group => group.Surrogate));
        Assert.All(found.Surrogates, surrogate => Assert.Contains(surrogate.Temperature, new[] { 2.6f, 2.8f, 3f, 3.2f, 3.4f }));
        Assert.All(network.Neurons, layer => Assert.Null(layer.Tap));
    }

    [Fact]
    public void One_state_gives_one_result()
    {
        SurrogateEvolution evolution = Evolution(new SurrogateEvolutionConfig());
        SurrogateShape[] start = [.. groups.Select(group => group.Surrogate)];
        SurrogateStep first = evolution.Evolve(1, network.Loss, n => network.Loss(50 + n));
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i].Surrogate = start[i];
        }

        SurrogateStep second = evolution.Evolve(1, network.Loss, n => network.Loss(50 + n));

        Assert.Equal(first.Surrogates, second.Surrogates);
        Assert.Equal(first.Weights, second.Weights);
    }

    [Fact]
    public void Without_another_candidate_nothing_changes()
    {
        SurrogateStep found = Evolution(new SurrogateEvolutionConfig { Deltas = [0f] }).Evolve(1, network.Loss, network.Loss);

        Assert.All(found.Surrogates, surrogate => Assert.Equal(new SurrogateShape(SurrogateKind.Dspike, 3f), surrogate));
        Assert.Equal([1.0, 1.0], found.Weights);
    }

    /// <summary>
    /// The same numbers by taking each layer and candidate by itself through the plain network: a gradient with that layer's surrogate alone changed, a step of that layer's weights alone,
    /// the layer's spikes after it. 1e-3 of the largest is float's rounding in other orders of sums.
    /// </summary>
    [Theory]
    [InlineData(MixPlacement.Membrane)]
    [InlineData(MixPlacement.Spike)]
    public void Slopes_are_those_of_each_layer_and_candidate_by_itself(MixPlacement placement)
    {
        SurrogateShape[] candidates = [new(SurrogateKind.Dspike, 3f), new(SurrogateKind.Dspike, 1f), new(SurrogateKind.Arctangent, 2f)];

        double[,] slopes = Evolution(new SurrogateEvolutionConfig { Placement = placement }).Slopes(0, [candidates, candidates], network.Loss, n => network.Loss(50 + n));

        for (int layer = 0; layer < 2; layer++)
        {
            double[] expected = [.. candidates.Select(candidate => ByItself(layer, candidate, placement))];
            double tolerance = 1e-3 * expected.Max(Math.Abs);
            Assert.True(tolerance > 0);
            Assert.NotEqual(expected[0], expected[1]);
            for (int k = 0; k < candidates.Length; k++)
            {
                Assert.Equal(expected[k], slopes[layer, k], tolerance);
            }
        }
    }

    [Fact]
    public void Ranks_take_the_sum_of_what_each_found()
    {
        SurrogateEvolutionConfig config = new() { Deltas = [-0.4f, 0f, 0.4f], Batches = 1 };

        SurrogateStep found = Evolution(config, new OtherRank([5e3, 5e3, -5e3, 5e3, -5e3, 5e3])).Evolve(1, network.Loss, network.Loss); // outweighs this rank's: 3, 2.6, 3.4 of the first, then of the second

        Assert.Equal([3.4f, 2.6f], found.Surrogates.Select(surrogate => surrogate.Temperature));
    }

    /// <summary>
    /// Neurons 0.3 below the threshold that should spike, with a rectangle that ends 0.25 from it: its gradient is 0, that of the wider candidate is not, and its step makes them spike. Judged by their currents,
    /// through the gradient that they have, no candidate differs from another.
    /// </summary>
    [Theory]
    [InlineData(MixPlacement.Spike, 1.3f)]
    [InlineData(MixPlacement.Membrane, 2f)]
    public void A_gradient_that_reaches_no_neuron_widens_where_spikes_are_judged(MixPlacement placement, float expected)
    {
        using Silent silent = new();
        Parameter[] weights = [.. silent.parameters()];
        using SGD plain = optim.SGD(weights, 1);
        SurrogateGroup group = new("silent", [silent.Neurons]);
        SurrogateEvolution evolution = new(silent, [group], new TrainedWeights(weights, plain, others => optim.SGD(others, 1), 1e9), new SurrogateEvolutionConfig { Deltas = [-1f, 0f, 1f], Placement = placement });

        evolution.Evolve(1, _ => silent.Loss(), _ => silent.Loss());

        Assert.Equal(new SurrogateShape(SurrogateKind.Rectangle, expected), group.Surrogate);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_told() => Assert.Contains(
        "diverged", Assert.Throws<InvalidOperationException>(() => Evolution(new SurrogateEvolutionConfig()).Evolve(1, n => network.Loss(n) * float.NaN, network.Loss)).Message, StringComparison.Ordinal);

    private double ByItself(int layer, SurrogateShape candidate, MixPlacement placement)
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter[] own = [.. network.Convolutions[layer].parameters()];
        SurrogateShape current = groups[layer].Surrogate;
        groups[layer].Surrogate = candidate;
        optimizer.zero_grad();
        network.Loss(0).backward();
        groups[layer].Surrogate = current;
        Tensor[] gradients = [.. own.Select(parameter => parameter.grad!.clone())]; // the pass was backwards
        Tensor[] start = [.. own.Select(parameter => parameter.detach().clone())];

        (Tensor loss, Tensor[] places) = network.Places(50, placement);
        Tensor atPlace = autograd.grad([loss], [places[layer]])[0];
        Tensor reference = places[layer].detach();
        using (no_grad())
        {
            using SGD trial = Make([.. network.parameters()]);
            trial.load_state_dict(optimizer.state_dict());
            foreach (Parameter other in network.parameters())
            {
                other.grad = null;
            }

            for (int i = 0; i < own.Length; i++)
            {
                own[i].grad = gradients[i];
            }

            trial.step();
            Tensor moved = network.Places(50, placement).Places[layer];
            double slope = ((moved - reference) * atPlace).sum().item<float>();
            for (int i = 0; i < own.Length; i++)
            {
                own[i].copy_(start[i]);
            }

            return slope;
        }
    }

    private SurrogateEvolution Evolution(SurrogateEvolutionConfig config, IRankExchange? ranks = null) =>
        new(network, groups, new TrainedWeights([.. network.parameters()], optimizer, weights => Make([.. weights]), 1e9), config, ranks);

    private static SGD Make(Parameter[] weights) => optim.SGD(weights, LearningRate, momentum: 0.9);

    private Dictionary<string, byte[]> State()
    {
        Dictionary<string, byte[]> state = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().contiguous().bytes.ToArray());
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        optimizer.save_state_dict(writer);
        writer.Flush();
        state["optimizer"] = stream.ToArray();
        return state;
    }

    /// <summary>Two layers of spiking convolutions over three time steps and a linear read-out of the rates.</summary>
    private sealed class Pair : nn.Module
    {
        private readonly ModuleList<ConvNorm> convolutions = [];
        private readonly ModuleList<NeuronLayer> neurons = [];
        private readonly Linear last;

        public Pair()
            : base(nameof(Pair))
        {
            convolutions.Add(new ConvNorm(2, 2, 6));
            convolutions.Add(new ConvNorm(2, 6, 4));
            neurons.Add(new NeuronLayer(NeuronGenotype.Default, 6));
            neurons.Add(new NeuronLayer(NeuronGenotype.Default, 4));
            last = nn.Linear(4 * 36, 3);
            RegisterComponents();
        }

        public IReadOnlyList<ConvNorm> Convolutions => [.. convolutions];

        public IReadOnlyList<NeuronLayer> Neurons => [.. neurons];

        public Tensor Loss(int batch) => Places(batch, MixPlacement.Spike).Loss;

        public (Tensor Loss, Tensor[] Places) Places(int batch, MixPlacement placement)
        {
            Random values = new(batch);
            Tensor input = tensor([.. Enumerable.Range(0, 3 * 4 * 2 * 36).Select(_ => (float)values.Next(2))], [12L, 2L, 6L, 6L]);
            Tensor target = tensor([.. Enumerable.Range(0, 3 * 4 * 3).Select(_ => values.NextSingle())], [12L, 3L]);
            StateFlow state = new(3);
            Tensor first = convolutions[0].call(input), firstSpikes = neurons[0].call(first, state);
            Tensor second = convolutions[1].call(firstSpikes), secondSpikes = neurons[1].call(second, state);
            Tensor loss = (last.call(secondSpikes.flatten(1)) - target).square().mean();
            return (loss, placement == MixPlacement.Membrane ? [first, second] : [firstSpikes, secondSpikes]);
        }
    }

    /// <summary>One of two ranks, whose other one found <paramref name="others"/>.</summary>
    private sealed class OtherRank(double[] others) : IRankExchange
    {
        public int Rank => 0;

        public int Ranks => 2;

        public void Sum(Span<float> values) => throw new NotSupportedException();

        public void Sum(Span<double> values)
        {
            Assert.Equal(others.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += others[i];
            }
        }

        public void Broadcast(Span<byte> values) => throw new NotSupportedException();

        public void Barrier() => throw new NotSupportedException();
    }

    /// <summary>Three neurons with a current of 0.2 each, whose spikes the loss misses.</summary>
    private sealed class Silent : nn.Module
    {
        private readonly Linear weights;
        private readonly NeuronLayer neurons;

        public Silent()
            : base(nameof(Silent))
        {
            weights = nn.Linear(1, 3, hasBias: false);
            neurons = new NeuronLayer(NeuronGenotype.Default with { Surrogate = SurrogateKind.Rectangle, SurrogateTemperature = 2f }, 3);
            using (no_grad())
            {
                weights.weight.fill_(0.2f);
            }

            RegisterComponents();
        }

        public NeuronLayer Neurons => neurons;

        public Tensor Loss() => (neurons.call(weights.call(ones([4L, 1L])), new StateFlow(1)) - 1f).square().mean();
    }
}
