using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Ops;

/// <summary>
/// Which neurons make some of the channels that a convolution reads, as the network's structure says it: what the channels hold follows from that and not from the values of the moment.
/// </summary>
/// <param name="Neurons">A <see cref="NeuronLayer"/> or, in a search for neurons, the candidates of a node.</param>
/// <param name="First">The first of the channels in the convolution's input.</param>
/// <param name="Channels">How many.</param>
/// <param name="Pooled">Whether a pool that keeps the size lies between.</param>
public sealed record ChannelSource(nn.Module Neurons, long First, long Channels, bool Pooled = false)
{
    /// <summary>Whether the channels are real-valued: of artificial neurons, of integrators, and of candidates that are mixed. What spiking neurons send is spikes unless it is interpolated, which its values show.</summary>
    public bool IsReal => Neurons is not NeuronLayer { Neuron.Spikes: true };
}
