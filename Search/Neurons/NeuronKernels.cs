namespace EventStereo.Search.Neurons;

/// <summary>How a pass runs its neurons. Both forms give the same numbers within float tolerance.</summary>
public enum NeuronKernels
{
    /// <summary>All time steps of a layer in one pass over plain memory, forwards and backwards; on the CPU only, elsewhere the tensor operations run.</summary>
    Fused,

    /// <summary>Tensor operations step by step, recorded by torch's own differentiation; on any device.</summary>
    Torch,
}
