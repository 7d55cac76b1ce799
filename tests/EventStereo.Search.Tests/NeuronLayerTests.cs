using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using EventStereo.Search.Surrogates;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class NeuronLayerTests
{
    private const int Steps = 4, Samples = 2, Channels = 3, Places = 37;

    private static readonly Dictionary<string, NeuronGenotype> Neurons = new()
    {
        ["lif"] = new() { Decay = 0.3f, SurrogateTemperature = 2f },
        ["integrate-and-fire"] = new() { Decay = 1f },
        ["soft reset"] = new() { Reset = ResetKind.Soft, Surrogate = SurrogateKind.Arctangent },
        ["decays by channel"] = new() { ChannelDecays = [0f, 0.4f, 0.9f] },
        ["plif"] = new() { Kind = NeuronKind.ParametricLif, Decay = 0.6f },
        ["plif soft"] = new() { Kind = NeuronKind.ParametricLif, Decay = 0.6f, Reset = ResetKind.Soft },
        ["plif by channel"] = new() { Kind = NeuronKind.ParametricLif, LearnsByChannel = true },
        ["plif decays by channel"] = new() { Kind = NeuronKind.ParametricLif, ChannelDecays = [0.1f, 0.4f, 0.9f] },
        ["alif"] = new() { Kind = NeuronKind.AdaptiveLif, Decay = 0.5f, AdaptationStep = 0.3f, AdaptationDecay = 0.8f },
        ["alif soft"] = new() { Kind = NeuronKind.AdaptiveLif, Decay = 0.5f, AdaptationStep = 0.3f, AdaptationDecay = 0.8f, Reset = ResetKind.Soft, Surrogate = SurrogateKind.Sigmoid },
        ["alif decays by channel"] = new() { Kind = NeuronKind.AdaptiveLif, ChannelDecays = [0f, 0.4f, 0.9f] },
        ["integrator"] = new() { Kind = NeuronKind.Integrator, Decay = 0.7f },
        ["integrator decays by channel"] = new() { Kind = NeuronKind.Integrator, ChannelDecays = [0f, 0.4f, 1f] },
    };

    public static TheoryData<string> Names() => [.. Neurons.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fused_and_torch_forms_agree_in_outputs_states_and_gradients(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using NeuronLayer layer = new(Neurons[name], Channels);
        using SpikingState start = StateAfter(layer, Currents(seed: 5), NeuronKernels.Torch);
        Tensor weights = linspace(-1, 1, Steps * Samples * Channels * Places).view(Steps * Samples, Channels, Places);

        (float[] Output, float[] State, float[] Gradient, float[] OfDecays)[] forms = [.. new[] { NeuronKernels.Fused, NeuronKernels.Torch }.Select(kernels =>
        {
            layer.zero_grad();
            Tensor currents = Currents().requires_grad_();
            StateFlow flow = new(Steps, start, kernels: kernels);
            Tensor output = layer.call(currents, flow);
            (output * weights).sum().backward();
            using SpikingState state = flow.Finish();
            return (Values(output), State(state), Values(currents.grad!), layer.parameters().SelectMany(parameter => Values(parameter.grad!)).ToArray()); // backward has just made them
        })];

        Assert.Equal(forms[1].Output, forms[0].Output);
        Assert.Equal(forms[1].State, forms[0].State);
        AssertClose(forms[1].Gradient, forms[0].Gradient, 2e-5f); // exp and tanh forms of the same surrogate
        AssertClose(forms[1].OfDecays, forms[0].OfDecays, 1e-3f); // a sum over all neurons of the layer
        Assert.Equal(name.StartsWith("plif", StringComparison.Ordinal), forms[0].OfDecays.Any(value => value != 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_steps_at_once_equal_one_step_at_a_time_to_the_bit(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using NeuronLayer layer = new(Neurons[name], Channels);
        foreach (NeuronKernels kernels in Enum.GetValues<NeuronKernels>())
        {
            StateFlow whole = new(Steps, kernels: kernels);
            float[] together = Values(layer.call(Currents(), whole));
            using SpikingState expected = whole.Finish();

            List<float> one = [];
            SpikingState? state = null;
            for (int t = 0; t < Steps; t++)
            {
                StateFlow flow = new(1, state, kernels: kernels);
                one.AddRange(Values(layer.call(Currents().narrow(0, t * Samples, Samples), flow)));
                state?.Dispose();
                state = flow.Finish();
            }

            Assert.Equal(together, one);
            Assert.Equal(State(expected), State(state!)); // there was at least one step
            state!.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_sample_sees_anothers_state_and_no_run_that_of_the_one_before(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using NeuronLayer layer = new(Neurons[name], Channels);
        float[] together = Values(layer.call(Currents(), new StateFlow(Steps)).view(Steps, Samples, Channels, Places).select(1, 1));

        Tensor alone = Currents().view(Steps, Samples, Channels, Places).narrow(1, 1, 1).flatten(0, 1);
        using SpikingState unused = StateAfter(layer, Currents(seed: 9), NeuronKernels.Fused);
        float[] first = Values(layer.call(alone, new StateFlow(Steps))), second = Values(layer.call(alone, new StateFlow(Steps)));

        Assert.Equal(together, first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_pass_leaves_the_state_it_starts_from_as_it_was()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (NeuronGenotype neuron in Neurons.Values)
        {
            using NeuronLayer layer = new(neuron, Channels);
            using SpikingState start = StateAfter(layer, Currents(), NeuronKernels.Fused);
            float[] before = State(start);

            layer.call(Currents(), new StateFlow(Steps, start));

            Assert.Equal(before, State(start));
        }
    }

    [Fact]
    public void Gradient_of_the_current_is_the_finite_difference_of_the_surrogates_primitive()
    {
        // One neuron, two steps: with the step function replaced by its smooth primitive S, s1 = S(I1 - th) and
        // s2 = S(decay I1 (1 - s1) + I2 - th). The backward pass must be the derivative of exactly that.
        using DisposeScope scope = NewDisposeScope();
        NeuronGenotype neuron = new() { Decay = 0.5f };
        double i1 = 0.42, i2 = 0.35, w1 = 0.7, w2 = -1.3;
        const double h = 1e-6;

        Tensor currents = tensor(new[] { (float)i1, (float)i2 }, [2L, 1L]).requires_grad_();
        Tensor spikes = new NeuronLayer(neuron, 1).call(currents, new StateFlow(steps: 2));
        (spikes * tensor(new[] { (float)w1, (float)w2 }, [2L, 1L])).sum().backward();
        float[] gradient = Values(currents.grad!); // backward has just made it

        // The reset in the forward pass is the hard one (no spike at these currents), so the smooth model is linearised there.
        double g1 = (Smooth(i1 + h) - Smooth(i1 - h)) / (2 * h), u2 = neuron.Decay * i1 + i2, g2 = (Smooth(u2 + h) - Smooth(u2 - h)) / (2 * h);
        Assert.Equal(w2 * g2, gradient[1], 1e-4);
        Assert.Equal(w1 * g1 + w2 * g2 * neuron.Decay * (1 - i1 * g1), gradient[0], 1e-4);

        double Smooth(double u) => Dspike.Primitive(u - neuron.Threshold, neuron.SurrogateTemperature);
    }

    [Fact]
    public void Spikes_are_exactly_zero_or_one_and_the_state_is_what_the_scalar_neuron_leaves()
    {
        using DisposeScope scope = NewDisposeScope();
        NeuronGenotype neuron = NeuronGenotype.Default;
        StateFlow flow = new(Steps);
        float[] spikes = Values(new NeuronLayer(neuron, Channels).call(Currents(), flow)), input = Values(Currents());

        using SpikingState state = flow.Finish();
        float[] membranes = State(state);
        Assert.Equal(Samples * Channels * Places, state.Values);
        Assert.All(spikes, spike => Assert.True(spike is 0f or 1f));
        for (int n = 0; n < membranes.Length; n++)
        {
            float membrane = 0;
            for (int t = 0; t < Steps; t++)
            {
                Assert.Equal(LifReference.Step(input[t * membranes.Length + n], ref membrane, neuron, out _), spikes[t * membranes.Length + n]);
            }

            Assert.Equal(membrane, membranes[n]);
        }
    }

    [Fact]
    public void Rectified_neurons_have_no_state()
    {
        using DisposeScope scope = NewDisposeScope();
        StateFlow flow = new(Steps);
        Tensor output = new NeuronLayer(new NeuronGenotype { Kind = NeuronKind.RectifiedLinear }, Channels).call(Currents(), flow);

        using SpikingState state = flow.Finish();
        Assert.Equal(0, state.Values);
        Assert.Contains(Values(output), value => value is > 0f and not 1f);
    }

    [Fact]
    public void Integration_leaks_and_never_resets()
    {
        using DisposeScope scope = NewDisposeScope();
        NeuronLayer layer = new(new NeuronGenotype { Kind = NeuronKind.Integrator, Decay = 0.5f }, 1);

        Assert.Equal([1f, 2.5f, 5.25f], Values(layer.call(tensor(new[] { 1f, 2f, 4f }, [3L, 1L]), new StateFlow(steps: 3))));
    }

    [Fact]
    public void An_adaptive_neuron_under_steady_input_fires_ever_less_than_a_plain_one()
    {
        // Threshold 0.5, step 1, no forgetting: after a spike the threshold is 1.5, and 0.6 a step with a decay of 1 takes three steps to reach it.
        using DisposeScope scope = NewDisposeScope();
        NeuronGenotype neuron = new() { Kind = NeuronKind.AdaptiveLif, Decay = 1f, AdaptationStep = 1f, AdaptationDecay = 1f };
        Tensor currents = full([9L, 1L], 0.6f);

        Assert.Equal([1f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f], Values(new NeuronLayer(neuron, 1).call(currents, new StateFlow(steps: 9))));
    }

    [Fact]
    public void A_learned_decay_is_a_parameter_that_starts_at_the_genotypes_and_follows_its_gradient()
    {
        // One neuron, two steps without a spike: u2 = decay I1 + I2, so d s2 / d decay = g(u2 - threshold) I1 and d decay / d w = decay (1 - decay).
        using DisposeScope scope = NewDisposeScope();
        NeuronGenotype neuron = new() { Kind = NeuronKind.ParametricLif, Decay = 0.25f };
        using NeuronLayer layer = new(neuron, 1);
        (string name, TorchSharp.Modules.Parameter logit) = Assert.Single(layer.named_parameters());

        layer.call(tensor(new[] { 0.4f, 0.3f }, [2L, 1L]), new StateFlow(steps: 2)).select(0, 1).sum().backward();

        Assert.Equal("decayLogit", name);
        Assert.Equal(0.25f, logit.sigmoid().item<float>(), 1e-6f);
        float surrogate = SurrogateGradient.Value(neuron.Surrogate, (0.25f * 0.4f) + 0.3f - neuron.Threshold, neuron.SurrogateTemperature);
        Assert.Equal(surrogate * 0.4f * 0.25f * 0.75f, logit.grad!.item<float>(), 1e-5f); // backward has just made it
    }

    [Fact]
    public void A_layer_that_does_not_fit_its_neuron_or_currents_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Throws<InvalidDataException>(() => new NeuronLayer(Neurons["decays by channel"], Channels + 1)); // a genotype of another width
        Assert.Throws<ArgumentException>(() => new NeuronLayer(new NeuronGenotype { Kind = NeuronKind.ParametricLif, Decay = 1f }, Channels));
        Assert.Throws<ArgumentException>(() => new NeuronLayer(NeuronGenotype.Default, Channels + 1).call(Currents(), new StateFlow(Steps)));
        Assert.Throws<ArgumentException>(() => new NeuronLayer(NeuronGenotype.Default, Channels).call(Currents(), new StateFlow(3)));
    }

    private static SpikingState StateAfter(NeuronLayer layer, Tensor currents, NeuronKernels kernels)
    {
        using IDisposable noGrad = no_grad();
        StateFlow flow = new(Steps, kernels: kernels);
        layer.call(currents, flow);
        return flow.Finish();
    }

    private static float[] State(SpikingState state) => [.. state.States.SelectMany(Values)];

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    private static Tensor Currents(int seed = 3)
    {
        Random random = new(seed);
        float[] values = new float[Steps * Samples * Channels * Places];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextSingle() * 1.4f - 0.3f;
        }

        return tensor(values, [Steps * Samples, Channels, Places]);
    }
}
