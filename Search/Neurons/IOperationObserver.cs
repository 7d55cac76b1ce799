using EventStereo.Energy;
using static TorchSharp.torch;

namespace EventStereo.Search.Neurons;

/// <summary>
/// Told of the operations of a network that are no modules, so that no hook sees them: neurons, resampling, read-out. It comes into a forward
/// pass with the <see cref="StateFlow"/>. Tensors are only lent.
/// </summary>
public interface IOperationObserver
{
    /// <summary>A forward pass over <paramref name="steps"/> time steps begins.</summary>
    void OnPass(int steps);

    /// <summary>A layer of neurons gave <paramref name="output"/>, <c>[T B, ...]</c>: spikes or, of neurons that never spike, membranes.</summary>
    void OnNeurons(Tensor output, bool spiking);

    /// <summary>Maps were resampled.</summary>
    /// <param name="input">Before, <c>[T B, C, ...]</c>.</param>
    /// <param name="output">After.</param>
    /// <param name="anElement">Arithmetic of one output element.</param>
    void OnResampled(Tensor input, Tensor output, ElementwiseOperations anElement);

    /// <summary>Similarities became disparities, in part or in whole.</summary>
    /// <param name="operations">Arithmetic.</param>
    /// <param name="inputElements">Elements read.</param>
    /// <param name="outputElements">Elements written.</param>
    void OnReadout(ElementwiseOperations operations, long inputElements, long outputElements);
}
