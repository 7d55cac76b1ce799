using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// One cell, in two or three dimensions: a small directed acyclic graph of nodes. Each node sums the currents of its edges and one layer of neurons turns the
/// sum into spikes; the cell's output is all nodes' spikes side by side. Inputs are the outputs of the two cells before, at this cell's resolution:
/// <c>[N, C0, ...]</c> and <c>[N, C1, ...]</c> to <c>[N, nodes * channels, ...]</c>.
/// <para>
/// A decoded network's cell has one operation on each kept edge. A search's has all edges there can be with all their candidates, weighted, and each of its inputs
/// may be one of several maps (the levels that a path may come from), which have operations of their own, since their channels differ, and are weighted too. All
/// weighting is done on currents, so that whatever leaves a node is spikes in a search as well.
/// </para>
/// Source: SpikeDHS, NeurIPS 2022.
/// </summary>
public sealed class Cell : nn.Module<Tensor, Tensor, StateFlow, Tensor>
{
    private readonly ModuleList<nn.Module> edges = []; // by node, edge, input map
    private readonly int[] maps; // input maps of s0 and s1
    private readonly CellPlan plan;
    private readonly ModuleList<nn.Module> neurons = [];

    /// <summary>
    /// Builds <paramref name="genotype"/> with <paramref name="channels"/> channels a node and one of <paramref name="neurons"/>
    /// a node. Where operations are mixed at the membrane, an operation's surrogate temperature (<c>snn_b3</c>, <c>snn_b5</c>) tells candidates apart in the search alone: a
    /// node has one neuron, and its genotype says the temperature.
    /// </summary>
    public Cell(
        CellGenotype genotype, IReadOnlyList<NeuronGenotype> neurons, int dimensions, long previousPreviousChannels, long previousChannels, long channels,
        MixPlacement placement = MixPlacement.Membrane)
        : this(
            CellPlan.Of(genotype, placement), [.. (neurons ?? throw new ArgumentNullException(nameof(neurons))).Select(neuron => (IReadOnlyList<NeuronGenotype>)[neuron])], dimensions,
            [[previousPreviousChannels], [previousChannels]], channels)
    {
    }

    /// <summary>Builds <paramref name="plan"/>.</summary>
    /// <param name="plan">Edges and their candidates.</param>
    /// <param name="neurons">Candidate neurons by node.</param>
    /// <param name="dimensions">2 or 3.</param>
    /// <param name="inputs">Channels of the maps that s0 may be, and of those that s1 may be.</param>
    /// <param name="channels">Channels a node.</param>
    public Cell(CellPlan plan, IReadOnlyList<IReadOnlyList<NeuronGenotype>> neurons, int dimensions, IReadOnlyList<IReadOnlyList<long>> inputs, long channels)
        : base(nameof(Cell))
    {
        this.plan = plan ?? throw new ArgumentNullException(nameof(plan));
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(inputs);
        maps = [.. inputs.Select(source => source.Count)];
        for (int node = 0; node < plan.Nodes.Count; node++)
        {
            foreach (EdgePlan edge in plan.Nodes[node])
            {
                foreach (long width in edge.FromCellInput ? inputs[edge.Source] : [channels])
                {
                    edges.Add(edge.Operations.Count == 1
                        ? EdgeOperation.Make(edge.Operations[0], edge.FromCellInput, plan.Placement, dimensions, width, channels)
                        : new MixedOperation(edge, plan.Placement, dimensions, width, channels));
                }
            }

            this.neurons.Add(neurons[node].Count == 1 ? new NeuronLayer(neurons[node][0], channels) : new MixedNeurons(neurons[node], channels));
        }

        OutputChannels = plan.Nodes.Count * channels;
        RegisterComponents();
    }

    /// <summary>Channels of the output.</summary>
    public long OutputChannels { get; }

    /// <summary>What makes the channels of the output: the neurons of each node.</summary>
    public IReadOnlyList<ChannelSource> Sources => [.. neurons.Select((module, node) => new ChannelSource(module, node * (OutputChannels / plan.Nodes.Count), OutputChannels / plan.Nodes.Count))];

    /// <summary>Tells each of its convolutions what makes the channels that it reads.</summary>
    /// <param name="inputs">The sources of the maps that are s0 and of those that are s1, as many as the cell was built with.</param>
    public void ReadFrom(IReadOnlyList<IReadOnlyList<IReadOnlyList<ChannelSource>>> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        EdgePlan[] planned = [.. plan.Nodes.SelectMany(node => node)];
        foreach ((int edge, int map, int _, nn.Module module) in Operations())
        {
            int source = planned[edge].Source;
            IReadOnlyList<ChannelSource> sources = planned[edge].FromCellInput ? inputs[source][map] : [Sources[source - EdgeGenotype.FirstNode] with { First = 0 }];
            nn.Module[] parts = [module, .. module.modules()];
            bool pooled = parts.Any(part => part is SpikePool);
            foreach (SameConvolution convolution in parts.OfType<SameConvolution>())
            {
                convolution.Sources = [.. sources.Select(one => one with { Pooled = pooled })]; // an operation has one convolution at most, behind its pool
            }
        }
    }

    /// <summary>The layers of neurons of each node, one, or where neurons are searched its candidates; those that an operation has of its own are none of a node.</summary>
    public IEnumerable<IReadOnlyList<NeuronLayer>> NodeNeurons => neurons.Select(node => (IReadOnlyList<NeuronLayer>)(node is NeuronLayer one ? [one] : [.. node.modules().OfType<NeuronLayer>()]));

    /// <summary>A decoded cell's pass.</summary>
    public override Tensor forward(Tensor previousPrevious, Tensor previous, StateFlow state) => Run([[new WeightedMap(previousPrevious)], [new WeightedMap(previous)]], null, state);

    /// <summary>The pass of any cell.</summary>
    /// <param name="inputs">The maps that are s0 and those that are s1, as many as the cell was built with; null for one that has no share and is left out.</param>
    /// <param name="mixture">Weights of the candidates; null in a decoded cell.</param>
    /// <param name="state">States of the neurons.</param>
    public Tensor Run(IReadOnlyList<IReadOnlyList<WeightedMap?>> inputs, CellMixture? mixture, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        List<Tensor> nodes = [];
        int module = 0, edge = 0;
        for (int node = 0; node < plan.Nodes.Count; node++)
        {
            List<(nn.Module Operation, WeightedMap Map, int Edge)> parts = [];
            foreach (EdgePlan planned in plan.Nodes[node])
            {
                foreach (WeightedMap? map in planned.FromCellInput ? inputs[planned.Source] : [new WeightedMap(nodes[planned.Source - EdgeGenotype.FirstNode])])
                {
                    nn.Module operation = edges[module++];
                    if (map is { } given)
                    {
                        parts.Add((operation, given, edge));
                    }
                }

                edge++;
            }

            nodes.Add(Activate(parts, neurons[node], mixture, mixture?.Neurons?[node], state));
        }

        Tensor output = cat(nodes.ToArray(), 1);
        nodes.ForEach(node => node.Dispose()); // the graph holds those that it needs
        return output;
    }

    /// <summary>Every operation that has a module, with the number of its edge, of the input map that it reads (0 on edges between nodes) and of the candidate that it is.</summary>
    public IEnumerable<(int Edge, int Map, int Operation, nn.Module Module)> Operations()
    {
        int module = 0, edge = 0;
        foreach (EdgePlan planned in plan.Nodes.SelectMany(node => node))
        {
            for (int map = 0; map < (planned.FromCellInput ? maps[planned.Source] : 1); map++)
            {
                nn.Module candidates = edges[module++];
                for (int operation = 0; operation < planned.Operations.Count; operation++)
                {
                    if ((candidates is MixedOperation mixed ? mixed.ModuleOf(operation) : candidates) is { } one)
                    {
                        yield return (edge, map, operation, one);
                    }
                }
            }

            edge++;
        }
    }

    private static Tensor Activate(
        List<(nn.Module Operation, WeightedMap Map, int Edge)> parts, nn.Module neurons, CellMixture? mixture, Tensor? weights, StateFlow state)
    {
        if (mixture is null && parts.TrueForAll(part => part.Operation is ConvNorm && part.Map.Share is null))
        {
            return ConvNorm.SpikeOnSum([.. parts.Select(part => (ConvNorm)part.Operation)], [.. parts.Select(part => part.Map.Map)], (NeuronLayer)neurons, state);
        }

        Tensor? current = null;
        foreach ((nn.Module operation, WeightedMap map, int edge) in parts)
        {
            current = Part(operation, map, edge, mixture, state) is { } part ? Sum(current, part) : current;
        }

        current = current ?? throw new ArgumentException("a node keeps no edge", nameof(mixture));
        return neurons is MixedNeurons mixed
            ? mixed.call(current, weights ?? throw new ArgumentNullException(nameof(weights)), state)
            : ((NeuronLayer)neurons).call(current, state);
    }

    private static Tensor? Part(nn.Module operation, WeightedMap input, int edge, CellMixture? mixture, StateFlow state)
    {
        Tensor? part = operation is MixedOperation mixed
            ? mixed.Mix(input.Map, edge, mixture ?? throw new ArgumentNullException(nameof(mixture)), state)
            : mixture?.Keeps(edge, 0) == false ? null : EdgeOperation.Apply(operation, input.Map, state);
        return part is null || input.Share is null ? part : part * input.Share;
    }

    /// <summary>The sum of two currents, which are of no use any more.</summary>
    private static Tensor Sum(Tensor? first, Tensor second)
    {
        if (first is null)
        {
            return second;
        }

        using (first)
        using (second)
        {
            return first + second;
        }
    }
}
