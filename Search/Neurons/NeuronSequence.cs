using EventStereo.Search.Architecture;
using EventStereo.Search.Kernels;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>One call of a layer of neurons: what a sequence kernel needs beside the currents and the decays.</summary>
/// <param name="Neuron">What the neurons are.</param>
/// <param name="Layout">How their values lie.</param>
/// <param name="Before">The carried states <c>[B, ...]</c>, none at rest.</param>
/// <param name="After">Take the states that the last step leaves.</param>
internal sealed record NeuronSequence(NeuronGenotype Neuron, SequenceLayout Layout, Tensor[] Before, Tensor[] After)
{
    /// <summary>A state as memory; empty at rest.</summary>
    public static ReadOnlySpan<float> Memory(IReadOnlyList<Tensor> states, int index) => index < states.Count ? TensorMemory.Floats(states[index]) : [];
}
