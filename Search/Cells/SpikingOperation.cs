using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>An operation with neurons of its own, for cells whose operations are mixed at the spike activation: <c>[N, Cin, ...]</c> to spikes <c>[N, Cout, ...]</c>.</summary>
public sealed class SpikingOperation : nn.Module<Tensor, StateFlow, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> current;
    private readonly NeuronLayer neurons;

    /// <summary>Puts <paramref name="channels"/> channels of <paramref name="neuron"/> behind <paramref name="current"/>.</summary>
    public SpikingOperation(nn.Module<Tensor, Tensor> current, NeuronGenotype neuron, long channels)
        : base(nameof(SpikingOperation))
    {
        this.current = current ?? throw new ArgumentNullException(nameof(current));
        neurons = new NeuronLayer(neuron, channels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor map, StateFlow state) => neurons.call(current.call(map), state);
}
