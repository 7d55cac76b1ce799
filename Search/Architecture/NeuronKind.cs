namespace EventStereo.Search.Architecture;

/// <summary>What activates a node.</summary>
public enum NeuronKind
{
    /// <summary>Leaky integrate-and-fire: binary output, state from step to step. With a decay of 1 it is the integrate-and-fire neuron.</summary>
    LeakyIntegrateAndFire = 0,

    /// <summary>Rectified linear unit: real-valued output, no state; the artificial neuron of a hybrid network.</summary>
    RectifiedLinear = 1,

    /// <summary>
    /// Parametric leaky integrate-and-fire: the same with a learned decay, <c>sigmoid(w)</c>, one a layer or one a channel.
    /// Source: Fang et al., "Incorporating learnable membrane time constant", ICCV 2021 (whose neuron also scales its input; this one does not).
    /// </summary>
    ParametricLif = 2,

    /// <summary>
    /// Adaptive leaky integrate-and-fire: each spike raises the threshold for a while: <c>threshold + step a[t-1]; a[t] = decay a[t-1] + s[t]</c>.
    /// Source: Bellec et al., "Long short-term memory and learning-to-learn in networks of spiking neurons", NeurIPS 2018.
    /// </summary>
    AdaptiveLif = 3,

    /// <summary>Leaky integrator without spikes, for outputs: <c>u[t] = decay u[t-1] + I[t]</c>; its output is the membrane.</summary>
    Integrator = 4,
}
