using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;

namespace EventStereo.Search.Tests;

/// <summary>The kernels of the other neurons against their scalar equations; <see cref="LifKernelTests"/> has the LIF neuron's.</summary>
public sealed class SequenceKernelTests
{
    private const int Steps = 5;

    public static TheoryData<SurrogateKind, ResetKind> Forms() => new(
        from kind in Enum.GetValues<SurrogateKind>() from reset in Enum.GetValues<ResetKind>() select (kind, reset));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Adaptive_neurons_equal_their_scalar_steps_both_ways(SurrogateKind kind, ResetKind reset)
    {
        const int neurons = 20_003; // several tiles and threads, with a tail
        const float decay = 0.4f;
        NeuronGenotype neuron = new() { Kind = NeuronKind.AdaptiveLif, Surrogate = kind, SurrogateTemperature = 2f, Reset = reset, AdaptationStep = 0.3f, AdaptationDecay = 0.7f };
        SequenceLayout layout = new(Steps, neurons);
        float[] currents = Draw(Steps * neurons), spikeGradient = Draw(Steps * neurons), before = Draw(neurons), adapted = Draw(neurons);
        float[] spikes = new float[currents.Length], gradient = new float[currents.Length], after = new float[neurons], adaptedAfter = new float[neurons];

        AdaptiveLifKernel.Forward(layout, currents, before, adapted, after, adaptedAfter, spikes, [decay], neuron);
        AdaptiveLifKernel.Backward(layout, spikeGradient, currents, before, adapted, gradient, [decay], neuron);

        for (int n = 0; n < neurons; n++)
        {
            float m = before[n], a = adapted[n], dm = 0, da = 0;
            float[] charged = new float[Steps], raised = new float[Steps];
            for (int t = 0; t < Steps; t++)
            {
                Assert.Equal(AdaptiveLifReference.Step(currents[t * neurons + n], decay, ref m, ref a, neuron, out charged[t], out raised[t]), spikes[t * neurons + n]);
            }

            Assert.Equal((m, a), (after[n], adaptedAfter[n]));
            for (int t = Steps - 1; t >= 0; t--)
            {
                float expected = AdaptiveLifReference.StepBackward(charged[t], raised[t], decay, spikeGradient[t * neurons + n], ref dm, ref da, neuron);
                Assert.Equal(expected, gradient[t * neurons + n], 2e-5f); // exp and tanh forms of the same surrogate, over five steps
            }
        }
    }

    [Fact]
    public void Integrators_equal_their_scalar_steps_both_ways()
    {
        const int plane = 13, neurons = 2 * 3 * plane; // two samples of three channels
        float[] decays = [0f, 0.5f, 1f], currents = Draw(Steps * neurons), outputGradient = Draw(Steps * neurons), before = Draw(neurons);
        float[] membranes = new float[currents.Length], gradient = new float[currents.Length], after = new float[neurons];
        SequenceLayout layout = new(Steps, neurons, plane);

        IntegratorKernel.Forward(layout, currents, before, after, membranes, decays);
        IntegratorKernel.Backward(layout, outputGradient, gradient, decays);

        for (int n = 0; n < neurons; n++)
        {
            float u = before[n], du = 0, decay = decays[n / plane % 3];
            for (int t = 0; t < Steps; t++)
            {
                Assert.Equal(IntegratorReference.Step(currents[t * neurons + n], ref u, decay), membranes[t * neurons + n]);
            }

            Assert.Equal(u, after[n]);
            for (int t = Steps - 1; t >= 0; t--)
            {
                Assert.Equal(IntegratorReference.StepBackward(outputGradient[t * neurons + n], ref du, decay), gradient[t * neurons + n]);
            }
        }
    }

    private static float[] Draw(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 1.6f - 0.4f)];
    }
}
