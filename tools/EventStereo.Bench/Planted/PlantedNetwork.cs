using EventStereo.Energy.Models;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Bench.Planted;

/// <summary>
/// A small network of cells alone, decoded or searched: spikes <c>[T B, C, H, W]</c> through a <see cref="Trellis"/>, and of each node of each layer a 1-wide normalised read-out at full size, side by side:
/// <c>[T B, layers * nodes * outputs, H, W]</c>. A layer that may be at several levels has read-outs of each, weighted like the path.
/// </summary>
internal sealed class PlantedNetwork : nn.Module<Tensor, StateFlow, Tensor>
{
    private const SpikeResampling Resampling = SpikeResampling.MaxPool;

    private readonly ModuleList<Cell> cells = [];
    private readonly ModuleList<ConvNorm> readouts = []; // by layer, level, node
    private readonly SubnetArchitecture? architecture;
    private readonly Trellis trellis;
    private readonly SubnetPlan plan;

    /// <summary>Builds <paramref name="plan"/>.</summary>
    /// <param name="plan">A decoded sub-network's or a search's.</param>
    /// <param name="architecture">The weights of a search; null in a decoded network.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="multiplier">Channels a node at level 0.</param>
    /// <param name="outputs">Channels of a node's read-out.</param>
    public PlantedNetwork(SubnetPlan plan, SubnetArchitecture? architecture, long inputs, long multiplier, long outputs)
        : base(nameof(PlantedNetwork))
    {
        this.plan = plan;
        this.architecture = architecture;
        trellis = new Trellis(plan, dimensions: 2, inputs, multiplier, Resampling, cells);
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            IReadOnlyList<nn.Module> neurons = plan.Levels[layer].Count == 1 ? trellis.NeuronsOf(layer) : []; // in a search for paths all of them spike
            foreach (int level in plan.Levels[layer])
            {
                for (int node = 0; node < plan.Cells[layer].Nodes.Count; node++)
                {
                    readouts.Add(new ConvNorm(2, multiplier << level, outputs, kernel: 1) { Sources = neurons.Count > 0 ? [new ChannelSource(neurons[node], 0, multiplier << level)] : [] });
                }
            }
        }

        RegisterComponents();
    }

    /// <summary>What a search with the network chooses.</summary>
    public SearchedArchitecture Architecture => ArchitectureChoice.Of(
        [("planted", architecture ?? throw new InvalidOperationException("nothing is searched"))], this, [trellis], Resampling, FinalScale.None(this), operation => EnergyModels.Literature.Spiking(operation).TotalMj);

    /// <inheritdoc/>
    public override Tensor forward(Tensor spikes, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(spikes);
        long[] size = spikes.shape[2..];
        int nodes = plan.Cells[0].Nodes.Count, first = 0;
        List<Tensor> read = [];
        foreach ((IReadOnlyList<WeightedMap?> maps, IReadOnlyList<int> levels) in trellis.RunLayers(spikes, size, architecture, state).Zip(plan.Levels))
        {
            int from = first;
            for (int node = 0; node < nodes; node++)
            {
                int k = node;
                read.Add(WeightedMap.Sum(maps, (map, i) => Resolution.Resample(readouts[from + i * nodes + k].call(map.chunk(nodes, 1)[k].contiguous()), size, Resampling)));
            }

            first += levels.Count * nodes;
        }

        return cat(read.ToArray(), 1);
    }
}
