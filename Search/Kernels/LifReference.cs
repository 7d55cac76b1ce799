using EventStereo.Search.Architecture;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Kernels;

/// <summary>
/// The LIF sequence written as its equations, one neuron and one step at a time: the definition that
/// <see cref="LifKernel"/> is held against. With input current <c>I</c>, membrane before the spike <c>u</c>, spike <c>s</c>
/// and membrane carried to the next step <c>m</c>:
/// <code>
/// u[t] = m[t-1] + I[t]
/// s[t] = 1 if u[t] &gt; threshold else 0
/// m[t] = decay * u[t] * (1 - s[t]),  m[-1] = 0        (leak after the spike, hard reset to 0)
/// m[t] = decay * (u[t] - threshold * s[t])            (soft reset)
/// </code>
/// Source: SpikeDHS, NeurIPS 2022, released code. A time constant of <c>tau</c> steps without input decay is the same as
/// a decay of <c>1 - 1/tau</c>; 0.2 is <c>tau = 1.25</c>.
/// </summary>
public static class LifReference
{
    /// <summary>One step: returns the spike and moves <paramref name="membrane"/> on; <paramref name="charged"/> is <c>u</c>.</summary>
    public static float Step(float current, ref float membrane, NeuronGenotype neuron, out float charged)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        charged = membrane + current;
        float spike = charged > neuron.Threshold ? 1f : 0f;
        membrane = neuron.Reset == ResetKind.Hard ? neuron.Decay * charged * (1f - spike) : neuron.Decay * (charged - neuron.Threshold * spike);
        return spike;
    }

    /// <summary>
    /// Gradient of one step, from the last to the first: <paramref name="membraneGradient"/> is the gradient at <c>m[t]</c> on
    /// entry and at <c>m[t-1]</c> on return, which is also the gradient at the current <c>I[t]</c>:
    /// <c>du = ds g(u) + dm Decay ((1 - s) - u g(u))</c>, with a soft reset <c>du = ds g(u) + dm Decay (1 - threshold g(u))</c>; the reset is part of the
    /// graph, as in the released code.
    /// </summary>
    public static float StepBackward(float charged, float spikeGradient, ref float membraneGradient, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        float surrogate = SurrogateGradient.Value(neuron.Surrogate, charged - neuron.Threshold, neuron.SurrogateTemperature);
        float spike = charged > neuron.Threshold ? 1f : 0f;
        float kept = neuron.Reset == ResetKind.Hard ? 1f - spike - charged * surrogate : 1f - neuron.Threshold * surrogate;
        membraneGradient = spikeGradient * surrogate + membraneGradient * neuron.Decay * kept;
        return membraneGradient;
    }
}
