using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using EventStereo.Search.Neurons;

namespace EventStereo.Search.Tests;

public sealed class LifKernelTests
{
    [Theory]
    [InlineData(1, 1, ResetKind.Hard)]
    [InlineData(3, 13, ResetKind.Hard)]
    [InlineData(3, 13, ResetKind.Soft)]
    [InlineData(5, 40_003, ResetKind.Hard)] // several blocks, with a tail
    [InlineData(5, 40_003, ResetKind.Soft)]
    public void Forward_equals_the_scalar_steps(int steps, int neurons, ResetKind reset)
    {
        NeuronGenotype neuron = new() { Decay = 0.3f, Reset = reset };
        (float[] currents, float[] membrane) = Draw(steps, neurons);
        float[] expectedMembrane = [.. membrane], spikes = new float[currents.Length], charged = new float[currents.Length];

        LifKernel.Forward(currents, membrane, spikes, charged, neuron);

        for (int t = 0; t < steps; t++)
        {
            for (int n = 0; n < neurons; n++)
            {
                float spike = LifReference.Step(currents[t * neurons + n], ref expectedMembrane[n], neuron, out float u);
                Assert.Equal(spike, spikes[t * neurons + n]);
                Assert.Equal(u, charged[t * neurons + n]);
            }
        }

        Assert.Equal(expectedMembrane, membrane);
    }

    public static TheoryData<SurrogateKind, ResetKind> Forms() => new(
        from kind in Enum.GetValues<SurrogateKind>() from reset in Enum.GetValues<ResetKind>() select (kind, reset));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Backward_equals_the_scalar_steps(SurrogateKind kind, ResetKind reset)
    {
        const int steps = 4, neurons = 40_003; // several blocks, with a tail
        NeuronGenotype neuron = new() { SurrogateTemperature = 2f, Surrogate = kind, Reset = reset };
        (float[] currents, float[] membrane) = Draw(steps, neurons);
        float[] spikes = new float[currents.Length], charged = new float[currents.Length], gradient = new float[currents.Length];
        LifKernel.Forward(currents, membrane, spikes, charged, neuron);
        (float[] spikeGradient, _) = Draw(steps, neurons);

        LifKernel.Backward(spikeGradient, charged, steps, gradient, neuron);

        for (int n = 0; n < neurons; n++)
        {
            float dm = 0;
            for (int t = steps - 1; t >= 0; t--)
            {
                float expected = LifReference.StepBackward(charged[t * neurons + n], spikeGradient[t * neurons + n], ref dm, neuron);
                Assert.Equal(expected, gradient[t * neurons + n], 1e-5f); // exp and tanh forms of the same surrogate
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused() =>
        Assert.Throws<ArgumentException>(() => LifKernel.Forward(new float[7], new float[3], new float[7], [], new NeuronGenotype()));

    private static (float[] Currents, float[] Membrane) Draw(int steps, int neurons)
    {
        Random random = new(7);
        float[] currents = new float[steps * neurons], membrane = new float[neurons];
        for (int i = 0; i < currents.Length; i++)
        {
            currents[i] = random.NextSingle() * 1.6f - 0.4f;
        }

        for (int i = 0; i < neurons; i++)
        {
            membrane[i] = random.NextSingle() * 0.2f - 0.1f;
        }

        return (currents, membrane);
    }
}
