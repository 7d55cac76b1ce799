using EventStereo.Search.Neurons;
using EventStereo.StereoNet.Network;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Training;

/// <summary>The loss of clips that go through a network from rest and in one piece, its term of firing rates included, as searches and evolutions of surrogates take it.</summary>
/// <param name="network">The network.</param>
/// <param name="config">How the loss is made.</param>
/// <param name="device">Where the network is.</param>
internal sealed class WholeClipLoss(StereoNetwork network, StereoTrainingConfig config, Device device)
{
    private readonly FiringRate firing = new();

    /// <summary>Share of neurons and steps that spiked in the last pass.</summary>
    public double FiringRate => firing.Mean();

    /// <summary>The loss, a scalar with its graph, of a batch with loss pixels; <paramref name="loss"/> is its part without the rates. Tensors are the caller's scope's.</summary>
    public Tensor Of(StereoBatch batch, out ClipLoss loss)
    {
        firing.Restart();
        loss = ClipLoss.Of(network, batch, new StateFlow(batch.Windows, observer: firing, kernels: config.Kernels), config, device);
        return config.RateWeight > 0 && firing.Excess(config.TargetRate) is { } excess ? loss.Loss + excess * (float)config.RateWeight : loss.Loss;
    }
}
