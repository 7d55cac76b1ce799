using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;
using EventStereo.Search.Surrogates;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests;

public sealed class LifNeuronsTests
{
    private const int Steps = 4, Samples = 2, Features = 37;

    [Fact]
    public void Fused_and_torch_forms_agree_in_spikes_and_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        NeuronGenotype neuron = new() { Decay = 0.3f, SurrogateTemperature = 2f };
        Tensor fused = Currents().requires_grad_(), plain = Currents().requires_grad_();
        Tensor weights = linspace(-1, 1, Steps * Samples * Features).view(Steps * Samples, Features);

        Tensor fusedSpikes = LifNeurons.Spike(fused, neuron, new StateFlow(Steps));
        (Tensor plainSpikes, _) = TorchLif.Run(plain.view(Steps, Samples, Features), zeros(Samples, Features), neuron);
        (fusedSpikes * weights).sum().backward();
        (plainSpikes.view(Steps * Samples, Features) * weights).sum().backward();

        Assert.Equal(plainSpikes.data<float>().ToArray(), fusedSpikes.data<float>().ToArray());
        float[] expected = plain.grad!.data<float>().ToArray(), actual = fused.grad!.data<float>().ToArray();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5f); // exp and tanh forms of the same surrogate
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
        Tensor spikes = LifNeurons.Spike(currents, neuron, new StateFlow(steps: 2));
        (spikes * tensor(new[] { (float)w1, (float)w2 }, [2L, 1L])).sum().backward();
        float[] gradient = currents.grad!.data<float>().ToArray();

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
        Tensor currents = Currents();
        StateFlow flow = new(Steps);
        float[] spikes = LifNeurons.Spike(currents, neuron, flow).data<float>().ToArray();
        float[] input = currents.data<float>().ToArray();

        using SpikingState state = flow.Finish();
        Assert.Equal(Samples * Features, state.Values);
        Assert.All(spikes, spike => Assert.True(spike is 0f or 1f));
        for (int n = 0; n < Samples * Features; n++)
        {
            float membrane = 0;
            for (int t = 0; t < Steps; t++)
            {
                Assert.Equal(LifReference.Step(input[t * Samples * Features + n], ref membrane, neuron, out _), spikes[t * Samples * Features + n]);
            }
        }
    }

    [Fact]
    public void Rectified_neurons_have_no_state()
    {
        using DisposeScope scope = NewDisposeScope();
        StateFlow flow = new(Steps);
        Tensor output = LifNeurons.Activate(Currents(), new NeuronGenotype { Kind = NeuronKind.RectifiedLinear }, flow);

        using SpikingState state = flow.Finish();
        Assert.Equal(0, state.Values);
        Assert.Contains(output.data<float>().ToArray(), value => value is > 0f and not 1f);
    }

    [Fact]
    public void Integration_leaks_and_never_resets()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor output = LifNeurons.Integrate(tensor(new[] { 1f, 2f, 4f }, [3L, 1L]), decay: 0.5f, new StateFlow(steps: 3));

        Assert.Equal([1f, 2.5f, 5.25f], output.data<float>().ToArray());
    }

    private static Tensor Currents()
    {
        Random random = new(3);
        float[] values = new float[Steps * Samples * Features];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextSingle() * 1.4f - 0.3f;
        }

        return tensor(values, [Steps * Samples, Features]);
    }
}
