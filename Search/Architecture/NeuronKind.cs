namespace EventStereo.Search.Architecture;

/// <summary>What activates a node.</summary>
public enum NeuronKind
{
    /// <summary>Leaky integrate-and-fire: binary output, state from step to step.</summary>
    LeakyIntegrateAndFire = 0,

    /// <summary>Rectified linear unit: real-valued output, no state; the artificial neuron of a hybrid network.</summary>
    RectifiedLinear = 1,
}
