using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// One cell of a decoded network, in two or three dimensions: a small directed acyclic graph of nodes. Each node sums the
/// currents of its kept edges and one LIF layer turns the sum into spikes; the cell's output is all nodes' spikes side by
/// side. Inputs are the outputs of the two cells before, at this cell's resolution:
/// <c>[N, C0, ...]</c> and <c>[N, C1, ...]</c> to <c>[N, nodes * channels, ...]</c>.
/// Source: SpikeDHS, NeurIPS 2022, mixed operation at the membrane potential, decoded.
/// </summary>
public sealed class Cell : nn.Module<Tensor, Tensor, StateFlow, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> edges = [];
    private readonly IReadOnlyList<NodeGenotype> nodes;
    private readonly ModuleList<NeuronLayer> neurons = [];

    /// <summary>
    /// Builds <paramref name="genotype"/> with <paramref name="channels"/> channels a node and one of <paramref name="neurons"/>
    /// a node. An operation's surrogate temperature (<c>snn_b3</c>, <c>snn_b5</c>) tells candidates apart in the search; here a
    /// node has one neuron, and its genotype says the temperature.
    /// </summary>
    public Cell(CellGenotype genotype, IReadOnlyList<NeuronGenotype> neurons, int dimensions, long previousPreviousChannels, long previousChannels, long channels)
        : base(nameof(Cell))
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(neurons);
        nodes = genotype.Nodes;
        foreach (EdgeGenotype edge in nodes.SelectMany(node => node.Edges))
        {
            long inputs = edge.Source switch
            {
                EdgeGenotype.PreviousPrevious => previousPreviousChannels,
                EdgeGenotype.Previous => previousChannels,
                _ => channels,
            };
            if (edge.Operation == CellOperation.MaxPool3)
            {
                throw new ArgumentException($"{edge} cannot be built yet", nameof(genotype));
            }

            edges.Add(edge.IsIdentity ? nn.Identity() : new ConvNorm(dimensions, inputs, channels, kernel: edge.Operation == CellOperation.SpikingConv5 ? 5 : 3));
        }

        foreach (NeuronGenotype neuron in neurons)
        {
            this.neurons.Add(new NeuronLayer(neuron, channels));
        }

        OutputChannels = nodes.Count * channels;
        RegisterComponents();
    }

    /// <summary>Channels of the output.</summary>
    public long OutputChannels { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor previousPrevious, Tensor previous, StateFlow state)
    {
        List<Tensor> maps = [previousPrevious, previous]; // then one a node
        int edge = 0;
        for (int n = 0; n < nodes.Count; n++)
        {
            Tensor[] inputs = [.. nodes[n].Edges.Select(kept => maps[kept.Source])];
            nn.Module<Tensor, Tensor>[] operations = [.. inputs.Select(_ => edges[edge++])];
            maps.Add(operations.All(operation => operation is ConvNorm)
                ? ConvNorm.SpikeOnSum([.. operations.Cast<ConvNorm>()], inputs, neurons[n], state)
                : neurons[n].call(operations.Zip(inputs, (operation, input) => operation.call(input)).Aggregate(Sum), state)); // a genotype's node has at least one edge
        }

        Tensor[] spikes = [.. maps.Skip(2)];
        Tensor output = cat(spikes, 1);
        Array.ForEach(spikes, node => node.Dispose()); // the graph holds those that it needs
        return output;
    }

    /// <summary>The sum of two currents, which are of no use any more.</summary>
    private static Tensor Sum(Tensor first, Tensor second)
    {
        using (first)
        using (second)
        {
            return first + second;
        }
    }
}
