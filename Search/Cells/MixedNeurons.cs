using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// Candidate neurons of a node over one current: <c>x = sum over k of weight[g, k] neuron_k(I)</c> in each of G equal groups of consecutive channels, <c>[N, C, ...]</c> to the same shape.
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

    /// <summary>The candidates.</summary>
    public IReadOnlyList<NeuronLayer> Candidates => [.. candidates];

    /// <inheritdoc/>
    /// <param name="currents">Input currents <c>[T B, C, ...]</c>.</param>
    /// <param name="weights"><c>[G, K]</c>.</param>
    /// <param name="state">States of all candidates.</param>
    /// <exception cref="ArgumentException">The channels do not fall into as many equal groups.</exception>
    public override Tensor forward(Tensor currents, Tensor weights, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(currents);
        ArgumentNullException.ThrowIfNull(weights);
        long groups = weights.shape[0], channels = currents.shape[1];
        if (channels % groups != 0)
        {
            throw new ArgumentException($"{channels} channels are not {groups} equal groups", nameof(weights));
        }

        long[] aChannel = [1, channels, .. Enumerable.Repeat(1L, currents.shape.Length - 2)];
        Tensor? sum = null;
        for (int k = 0; k < candidates.Count; k++)
        {
            Tensor weight = groups == 1 ? weights[0, k] : weights.select(1, k).repeat_interleave(channels / groups).view(aChannel);
            Tensor part = candidates[k].call(currents, state) * weight;
            sum = sum is null ? part : sum + part;
        }

        return sum ?? throw new InvalidOperationException("no candidate neuron");
    }
}
