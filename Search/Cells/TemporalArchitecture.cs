using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// The architecture weights of a search for neurons on cells that are found already: <c>gamma</c> <c>[layers, nodes, K]</c>, a softmax over the candidates of each node, all of which see the
/// same current. Time constants are searched so, as the neurons of highest weight are kept.
/// Source: TPS of "Spatial-Temporal Search for Spiking Neural Networks", arXiv 2410.18580.
/// </summary>
public sealed class TemporalArchitecture : SubnetArchitecture
{
    private readonly Parameter gamma;
    private readonly SubnetGenotype genotype;
    private readonly NeuronGenotype[] candidates;

    /// <summary>Makes the weights of <paramref name="genotype"/>'s nodes from the global random generator.</summary>
    /// <param name="genotype">Path and cell.</param>
    /// <param name="candidates">What each node's neuron may be; at least two.</param>
    public TemporalArchitecture(SubnetGenotype genotype, IReadOnlyList<NeuronGenotype> candidates)
        : base(nameof(TemporalArchitecture), SubnetPlan.Of(genotype, candidates))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates.Count, 2, nameof(candidates));
        this.genotype = genotype;
        this.candidates = [.. candidates];
        gamma = Random(genotype.Path.Count, genotype.Cell.Nodes.Count, candidates.Count);
        RegisterComponents();
    }

    /// <summary>Weights of the neurons, <c>[layers, nodes, K]</c>.</summary>
    public Tensor Gamma => gamma;

    /// <summary>Whether the most probable neuron alone has a weight, as in the decoded network.</summary>
    public bool Decides { get; set; }

    /// <inheritdoc/>
    public override CellMixture MixtureOf(int layer)
    {
        Tensor logits = gamma[layer]; // [nodes, K]
        Tensor weights = Decides ? arange(candidates.Length, device: logits.device).eq(logits.argmax(1, keepdim: true)).to(ScalarType.Float32) : (logits / Temperature).softmax(1);
        return new CellMixture(null, null, [.. Enumerable.Range(0, genotype.Cell.Nodes.Count).Select(node => weights[node])]);
    }

    /// <inheritdoc/>
    public override PathShares Shares() => PathShares.Of(Plan, genotype.Path);

    /// <inheritdoc/>
    public override Tensor Entropy() => Entropies(gamma.flatten(0, 1)).mean();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, LogitTable> Tables() => new Dictionary<string, LogitTable> { ["gamma"] = Table(gamma.flatten(0, 1)) };

    /// <inheritdoc/>
    public override SubnetGenotype Decode()
    {
        using Tensor best = gamma.argmax(2);
        NeuronGenotype[][] neurons = [.. Enumerable.Range(0, genotype.Path.Count).Select(layer =>
            Enumerable.Range(0, genotype.Cell.Nodes.Count).Select(node => candidates[best[layer, node].item<long>()]).ToArray())];
        return genotype.WithNeurons(neurons);
    }
}
