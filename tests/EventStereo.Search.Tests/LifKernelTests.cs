using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;

namespace EventStereo.Search.Tests;

public sealed class LifKernelTests
{
    [Theory]
    [InlineData(1, 1, ResetKind.Hard)]
    [InlineData(3, 13, ResetKind.Hard)]
    [InlineData(3, 13, ResetKind.Soft)]
    [InlineData(5, 40_003, ResetKind.Hard)] // several tiles and threads, with a tail
    [InlineData(5, 40_003, ResetKind.Soft)]
    [InlineData(300, 67, ResetKind.Hard)] // longer than a tile's share of the cache
    public void Forward_equals_the_scalar_steps(int steps, int neurons, ResetKind reset)
    {
        NeuronGenotype neuron = new() { Decay = 0.3f, Reset = reset };
        (float[] currents, float[] membrane) = Draw(steps, neurons);
        float[] expectedMembrane = [.. membrane], spikes = new float[currents.Length];

        LifKernel.Forward(new SequenceLayout(steps, neurons), currents, membrane, membrane, spikes, [neuron.Decay], neuron);

        for (int t = 0; t < steps; t++)
        {
            for (int n = 0; n < neurons; n++)
            {
                Assert.Equal(LifReference.Step(currents[t * neurons + n], ref expectedMembrane[n], neuron, out _), spikes[t * neurons + n]);
            }
        }

        Assert.Equal(expectedMembrane, membrane);
    }

    [Fact]
    public void A_layer_larger_than_the_caches_gives_the_same_as_a_small_one()
    {
        const int steps = 2, neurons = 1 << 22; // 8 million values, stored past the caches
        (float[] currents, _) = Draw(steps, neurons);
        float[] spikes = new float[currents.Length], after = new float[neurons], gradient = new float[currents.Length];
        SequenceLayout layout = new(steps, neurons);

        LifKernel.Forward(layout, currents, [], after, spikes, [0.2f], NeuronGenotype.Default);
        LifKernel.Backward(layout, currents, currents, [], gradient, [0.2f], [], NeuronGenotype.Default);

        const int part = 1000, from = neurons - part; // the last neurons alone
        float[] someCurrents = [.. currents[from..neurons], .. currents[(neurons + from)..]], someSpikes = new float[2 * part], someGradient = new float[2 * part];
        LifKernel.Forward(new SequenceLayout(steps, part), someCurrents, [], new float[part], someSpikes, [0.2f], NeuronGenotype.Default);
        LifKernel.Backward(new SequenceLayout(steps, part), someCurrents, someCurrents, [], someGradient, [0.2f], [], NeuronGenotype.Default);
        Assert.Equal(someSpikes, (float[])[.. spikes[from..neurons], .. spikes[(neurons + from)..]]);
        Assert.Equal(someGradient, (float[])[.. gradient[from..neurons], .. gradient[(neurons + from)..]]);
    }

    [Fact]
    public void Each_channel_has_the_decay_and_the_decay_gradient_that_it_has_alone()
    {
        const int steps = 3, samples = 2, plane = 45;
        float[] decays = [0f, 0.3f, 1f];
        int neurons = samples * decays.Length * plane;
        (float[] currents, float[] before) = Draw(steps, neurons);
        (float[] spikeGradient, _) = Draw(steps, neurons);
        float[] spikes = new float[currents.Length], after = new float[neurons], gradient = new float[currents.Length], decayGradient = new float[decays.Length];
        SequenceLayout layout = new(steps, neurons, plane);

        LifKernel.Forward(layout, currents, before, after, spikes, decays, NeuronGenotype.Default);
        LifKernel.Backward(layout, spikeGradient, currents, before, gradient, decays, decayGradient, NeuronGenotype.Default);

        for (int channel = 0; channel < decays.Length; channel++)
        {
            NeuronGenotype neuron = new() { Decay = decays[channel] };
            double expectedDecayGradient = 0;
            foreach (int n in Enumerable.Range(0, neurons).Where(n => n / plane % decays.Length == channel))
            {
                float membrane = before[n], dm = 0;
                float[] charged = new float[steps];
                for (int t = 0; t < steps; t++)
                {
                    Assert.Equal(LifReference.Step(currents[t * neurons + n], ref membrane, neuron, out charged[t]), spikes[t * neurons + n]);
                }

                for (int t = steps - 1; t >= 0; t--)
                {
                    expectedDecayGradient += dm * (charged[t] > neuron.Threshold ? 0 : charged[t]); // m[t] = decay * that
                    Assert.Equal(LifReference.StepBackward(charged[t], spikeGradient[t * neurons + n], ref dm, neuron), gradient[t * neurons + n], 1e-5f);
                }
            }

            Assert.Equal(expectedDecayGradient, decayGradient[channel], 1e-4);
        }
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
        float[] gradient = new float[currents.Length], charged = new float[steps];
        (float[] spikeGradient, _) = Draw(steps, neurons);

        LifKernel.Backward(new SequenceLayout(steps, neurons), spikeGradient, currents, membrane, gradient, [neuron.Decay], [], neuron);

        for (int n = 0; n < neurons; n++)
        {
            float dm = 0, m = membrane[n];
            for (int t = 0; t < steps; t++)
            {
                LifReference.Step(currents[t * neurons + n], ref m, neuron, out charged[t]);
            }

            for (int t = steps - 1; t >= 0; t--)
            {
                float expected = LifReference.StepBackward(charged[t], spikeGradient[t * neurons + n], ref dm, neuron);
                Assert.Equal(expected, gradient[t * neurons + n], 1e-5f); // exp and tanh forms of the same surrogate
            }
        }
    }

    [Theory]
    [InlineData(7, 3, 3)]
    [InlineData(6, 3, 2)]
    [InlineData(6, 0, 1)]
    public void Lengths_that_do_not_fit_are_refused(int values, int neurons, int plane) =>
        Assert.Throws<ArgumentException>(() =>
            LifKernel.Forward(new SequenceLayout(2, neurons, plane), new float[values], [], new float[neurons], new float[values], [0.2f], new NeuronGenotype()));

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
