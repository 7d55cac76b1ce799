using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// The architecture weights of a search for neurons on cells that are found already: <c>gamma</c> <c>[layers, nodes G, K]</c>, a softmax over the K candidates of each node, or of each of
/// the G equal groups of its channels; all of them see the same current. Time constants are searched so (TPS), as is whether a node spikes at all (HNS); the neurons of highest weight are kept.
/// Source: "Spatial-Temporal Search for Spiking Neural Networks", arXiv 2410.18580.
/// </summary>
public sealed class NeuronArchitecture : SubnetArchitecture
{
    private readonly Parameter gamma;
    private readonly SubnetGenotype genotype;
    private readonly int groups;
    private int[]? decided; // a candidate a row of gamma

    /// <summary>Makes the weights of <paramref name="genotype"/>'s nodes from the global random generator, each with the same candidates.</summary>
    /// <param name="genotype">Path and cell.</param>
    /// <param name="candidates">What each node's neuron may be; at least two.</param>
    public NeuronArchitecture(SubnetGenotype genotype, IReadOnlyList<NeuronGenotype> candidates)
        : this(genotype, _ => candidates)
    {
    }

    /// <summary>Makes the weights of <paramref name="genotype"/>'s nodes from the global random generator.</summary>
    /// <param name="genotype">Path, cell and the neurons so far.</param>
    /// <param name="candidates">What a node's neuron may be, given the one it has; at least two, as many for each.</param>
    /// <param name="groups">Groups of a node's channels that have weights of their own; more than 1 for candidates that differ in their decays alone.</param>
    /// <exception cref="ArgumentException">A node without a choice, of another number of candidates than the others, or whose candidates cannot be chosen by group.</exception>
    public NeuronArchitecture(SubnetGenotype genotype, Func<NeuronGenotype, IReadOnlyList<NeuronGenotype>> candidates, int groups = 1)
        : base(nameof(NeuronArchitecture), SubnetPlan.Of(genotype, candidates))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        this.genotype = genotype;
        this.groups = groups;
        IReadOnlyList<NeuronGenotype>[] all = [.. Plan.Neurons.SelectMany(layer => layer)];
        int count = all[0].Count;
        if (count < 2 || !all.All(one => one.Count == count))
        {
            throw new ArgumentException("each node needs two or more candidates, and as many as the others", nameof(candidates));
        }

        if (groups > 1 && !all.All(one => one.All(neuron => neuron.ChannelDecays.Count == 0 && neuron with { Decay = one[0].Decay } == one[0])))
        {
            throw new ArgumentException("groups of channels choose among neurons that differ in their decays alone", nameof(candidates));
        }

        gamma = Random(genotype.Path.Count, genotype.Cell.Nodes.Count * groups, count);
        RegisterComponents();
    }

    /// <summary>Weights of the neurons, <c>[layers, nodes G, K]</c>; the groups of a node one after the other.</summary>
    public Tensor Gamma => gamma;

    /// <summary>Groups G of a node's channels.</summary>
    public int Groups => groups;

    /// <summary>Probabilities of the candidates, <c>[layers nodes G, K]</c>, that gradients flow through; 0 and 1 once they are decided.</summary>
    public Tensor Probabilities()
    {
        Tensor rows = gamma.flatten(0, 1);
        return decided is null
            ? Scaled(rows).softmax(1)
            : arange(rows.shape[1], device: rows.device).eq(tensor(Array.ConvertAll(decided, k => (long)k)).to(rows.device).unsqueeze(1)).to(ScalarType.Float32);
    }

    /// <inheritdoc/>
    public override void Decide(SubnetGenotype? genotype) => decided = genotype is null ? null : ChoicesOf(genotype);

    /// <summary>The candidate of each row of <see cref="Logits"/> that <paramref name="neurons"/> has.</summary>
    /// <exception cref="ArgumentException">It has another cell or path, or a neuron that is no candidate.</exception>
    public int[] ChoicesOf(SubnetGenotype neurons)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        return neurons.Path.SequenceEqual(genotype.Path) && neurons.Cells.SequenceEqual(genotype.Cells)
            ? [.. Enumerable.Range(0, genotype.Path.Count).SelectMany(layer => Enumerable.Range(0, genotype.Cell.Nodes.Count).SelectMany(node => Choices(layer, node, neurons.Neurons[layer][node])))]
            : throw new ArgumentException($"{neurons.Cell} on the path [{string.Join(", ", neurons.Path)}] is not the architecture whose neurons are searched", nameof(neurons));
    }

    /// <inheritdoc/>
    public override CellMixture MixtureOf(int layer)
    {
        Tensor weights = Probabilities().view(Plan.Layers, -1, groups, gamma.shape[2])[layer]; // [nodes, G, K]
        return new CellMixture(null, null, [.. Enumerable.Range(0, genotype.Cell.Nodes.Count).Select(node => weights[node])]);
    }

    /// <inheritdoc/>
    public override PathShares Shares() => PathShares.Of(Plan, genotype.Path);

    /// <inheritdoc/>
    public override Tensor Entropy() => Entropies(gamma.flatten(0, 1)).mean();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, LogitTable> Tables() => new Dictionary<string, LogitTable> { ["gamma"] = Logits() };

    /// <summary>The weights as a table: a row for each layer, node and group, in that order.</summary>
    public LogitTable Logits() => Table(gamma.flatten(0, 1));

    /// <inheritdoc/>
    public override SubnetGenotype Decode() => Decode(BudgetedChoices.MostProbable(Logits()));

    /// <inheritdoc/>
    public override SubnetGenotype Sample(Random random) => Decode(BudgetedChoices.MostProbable(Logits().WithGumbelNoise(random, Temperature)));

    /// <summary>The sub-network of a candidate for each row of <see cref="Logits"/>.</summary>
    /// <exception cref="ArgumentException">Not a candidate a row.</exception>
    public SubnetGenotype Decode(IReadOnlyList<int> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        int nodes = genotype.Cell.Nodes.Count;
        if (choices.Count != Plan.Layers * nodes * groups)
        {
            throw new ArgumentException($"{choices.Count} choices for {Plan.Layers} layers of {nodes} nodes with {groups} groups each", nameof(choices));
        }

        NeuronGenotype[][] neurons = [.. Enumerable.Range(0, Plan.Layers).Select(layer => Enumerable.Range(0, nodes)
            .Select(node => Neuron(layer, node, [.. choices.Skip(((layer * nodes) + node) * groups).Take(groups)])).ToArray())];
        return genotype.WithNeurons(neurons);
    }

    /// <summary>The neuron of a node whose groups chose <paramref name="choices"/>: of different decays one with a decay a group, whose single decay is then of no effect and not in its file.</summary>
    private NeuronGenotype Neuron(int layer, int node, int[] choices)
    {
        NeuronGenotype[] chosen = [.. choices.Select(choice => Plan.Neurons[layer][node][choice])];
        return chosen.Distinct().Count() == 1 ? chosen[0] : Plan.Neurons[layer][node][0] with { Decay = NeuronGenotype.Default.Decay, ChannelDecays = [.. chosen.Select(neuron => neuron.Decay)] };
    }

    private int[] Choices(int layer, int node, NeuronGenotype neuron)
    {
        IReadOnlyList<NeuronGenotype> candidates = Plan.Neurons[layer][node];
        int[] choices = [.. Enumerable.Range(0, groups).Select(group => candidates.ToList().IndexOf(
            groups > 1 && neuron.ChannelDecays.Count == groups ? candidates[0] with { Decay = neuron.ChannelDecays[group] } : neuron))];
        return !choices.Contains(-1) && Neuron(layer, node, choices) == neuron
            ? choices
            : throw new ArgumentException($"the neuron of cell {layer}, n{node} is none of its candidates", nameof(neuron));
    }
}
