using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// Candidate neurons of a node over one current: <c>x = sum over k of weight[k] neuron_k(I)</c>, <c>[N, C, ...]</c> to the same shape.
/// Source: the temporal search of "Spatial-Temporal Search for Spiking Neural Networks", arXiv 2410.18580.
/// </summary>
public sealed class MixedNeurons : nn.Module<Tensor, Tensor, StateFlow, Tensor>
{
    private readonly ModuleList<NeuronLayer> candidates = [];

    /// <summary>Makes <paramref name="channels"/> channels of each of <paramref name="neurons"/>.</summary>
    public MixedNeurons(IReadOnlyList<NeuronGenotype> neurons, long channels)
        : base(nameof(MixedNeurons))
    {
        ArgumentNullException.ThrowIfNull(neurons);
        foreach (NeuronGenotype neuron in neurons)
        {
            candidates.Add(new NeuronLayer(neuron, channels));
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="currents">Input currents <c>[T B, C, ...]</c>.</param>
    /// <param name="weights"><c>[K]</c>.</param>
    /// <param name="state">States of all candidates.</param>
    public override Tensor forward(Tensor currents, Tensor weights, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(weights);
        Tensor? sum = null;
        for (int k = 0; k < candidates.Count; k++)
        {
            Tensor part = candidates[k].call(currents, state) * weights[k];
            sum = sum is null ? part : sum + part;
        }

        return sum ?? throw new InvalidOperationException("no candidate neuron");
    }
}
