using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Classification.Loading;

/// <summary>Batches as tensors.</summary>
public static class BatchTensors
{
    /// <summary>What <paramref name="network"/> says of a batch: event frames go in one a step, an image is shown in every step.</summary>
    /// <param name="network">The network, on <paramref name="device"/>.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="shape">Shape of its samples.</param>
    /// <param name="state">States of the neurons, of the network's steps.</param>
    /// <param name="device">Where it runs.</param>
    /// <exception cref="ArgumentException">Samples of several frames, but not of as many as there are steps.</exception>
    public static StepLogits Classify(ClassificationNetwork network, LabelledBatch batch, SampleShape shape, StateFlow state, Device device)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(state);
        return shape.Steps == 1 ? network.OfImages(Frames(batch, shape, 1, device), state) : network.call(Frames(batch, shape, state.Steps, device), state);
    }

    /// <summary>The frames <c>[T B, C, H, W]</c> that a network of <paramref name="steps"/> steps takes: event frames as they are, an image in every step.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shape">Shape of its samples.</param>
    /// <param name="steps">Time steps of the network.</param>
    /// <param name="device">Where they go.</param>
    /// <exception cref="ArgumentException">Samples of several frames, but not of as many as there are steps.</exception>
    public static Tensor Frames(LabelledBatch batch, SampleShape shape, int steps, Device device)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Tensor values = tensor(batch.Values, [(long)shape.Steps * batch.Count, shape.Channels, shape.Height, shape.Width]).to(device);
        return shape.Steps == steps ? values
            : shape.Steps == 1 ? DirectCoding.Repeat(values, steps)
            : throw new ArgumentException($"samples of {shape.Steps} frames do not go into {steps} steps", nameof(shape));
    }
}
