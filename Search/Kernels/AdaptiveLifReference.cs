using EventStereo.Search.Architecture;
using EventStereo.Search.Surrogates;

namespace EventStereo.Search.Kernels;

/// <summary>
/// The adaptive LIF sequence as its equations, one neuron and one step at a time: what <see cref="AdaptiveLifKernel"/> is held against.
/// <code>
/// u[t] = m[t-1] + I[t]
/// A[t] = threshold + step a[t-1]                      (the threshold, raised by the spikes before)
/// s[t] = 1 if u[t] &gt; A[t] else 0
/// m[t] = decay * u[t] * (1 - s[t])                    (hard reset)
/// m[t] = decay * (u[t] - A[t] * s[t])                 (soft reset)
/// a[t] = adaptationDecay * a[t-1] + s[t],  m[-1] = a[-1] = 0
/// </code>
/// Source: Bellec et al., NeurIPS 2018, with the leak and reset of <see cref="LifReference"/>.
/// </summary>
public static class AdaptiveLifReference
{
    /// <summary>One step: returns the spike and moves the states on; <paramref name="charged"/> is <c>u</c>, <paramref name="raised"/> is <c>A</c>.</summary>
    public static float Step(float current, float decay, ref float membrane, ref float adaptation, NeuronGenotype neuron, out float charged, out float raised)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        charged = membrane + current;
        raised = neuron.Threshold + neuron.AdaptationStep * adaptation;
        float spike = charged > raised ? 1f : 0f;
        membrane = neuron.Reset == ResetKind.Hard ? decay * charged * (1f - spike) : decay * (charged - raised * spike);
        adaptation = neuron.AdaptationDecay * adaptation + spike;
        return spike;
    }

    /// <summary>
    /// Gradient of one step, from the last to the first: <paramref name="membraneGradient"/> and <paramref name="adaptationGradient"/> are those at <c>m[t]</c> and
    /// <c>a[t]</c> on entry and at <c>m[t-1]</c>, which is that at <c>I[t]</c> and returned, and <c>a[t-1]</c> on return. With <c>ds</c> the whole gradient at the spike:
    /// <c>ds' = ds + da - dm decay u</c> (soft: <c>- dm decay A</c>), <c>dx = ds' g(u - A)</c>, <c>du = dx + dm decay (1 - s)</c> (soft: <c>+ dm decay</c>),
    /// <c>dA = -dx</c> (soft: <c>- dm decay s</c> more), <c>da[t-1] = adaptationDecay da + step dA</c>.
    /// </summary>
    public static float StepBackward(
        float charged, float raised, float decay, float spikeGradient, ref float membraneGradient, ref float adaptationGradient, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        bool soft = neuron.Reset == ResetKind.Soft;
        float surrogate = SurrogateGradient.Value(neuron.Surrogate, charged - raised, neuron.SurrogateTemperature);
        float spike = charged > raised ? 1f : 0f, leaked = membraneGradient * decay;
        float atSpike = spikeGradient + adaptationGradient - leaked * (soft ? raised : charged);
        float over = atSpike * surrogate;
        float atThreshold = -over - (soft ? leaked * spike : 0f);
        adaptationGradient = neuron.AdaptationDecay * adaptationGradient + neuron.AdaptationStep * atThreshold;
        membraneGradient = over + leaked * (soft ? 1f : 1f - spike);
        return membraneGradient;
    }
}
