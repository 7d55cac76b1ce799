using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>
/// The cells of a sub-network and the ways between them. Each layer has one cell at each level that a path may be at; a decoded network has one in each layer and is a chain.
/// A cell's inputs are the maps of the two layers before, resampled to its level; where a path may have come from several levels, each comes in with the probability
/// of having come from there. So each cell runs once, passes spikes on, and with all probabilities 0 or 1 the trellis is the chain of the path's cells.
/// Cells belong to the network, in whose list of modules they are.
/// </summary>
public sealed class Trellis
{
    private readonly SubnetPlan plan;
    private readonly SpikeResampling resampling;
    private readonly Dictionary<(int Layer, int Level), Cell> cells = [];

    /// <summary>Makes the cells of <paramref name="plan"/>, by layer and level, into <paramref name="modules"/>.</summary>
    /// <param name="plan">What is built.</param>
    /// <param name="dimensions">2 or 3.</param>
    /// <param name="inputs">Channels of the map that enters, which is both inputs of the first layer.</param>
    /// <param name="multiplier">Channels a node at level 0; doubled at each level.</param>
    /// <param name="resampling">How maps change level.</param>
    /// <param name="modules">The network's list of cells.</param>
    public Trellis(SubnetPlan plan, int dimensions, long inputs, long multiplier, SpikeResampling resampling, ModuleList<Cell> modules)
    {
        this.plan = plan ?? throw new ArgumentNullException(nameof(plan));
        this.resampling = resampling;
        ArgumentNullException.ThrowIfNull(modules);
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            foreach (int level in plan.Levels[layer])
            {
                long[] twoBefore = [.. plan.TwoBefore(layer, level).Select(from => Width(layer - 2, from))], before = [.. plan.Before(layer, level).Select(from => Width(layer - 1, from))];
                Cell cell = new(plan.Cells[layer], plan.Neurons[layer], dimensions, [twoBefore, before], multiplier << level);
                int here = layer;
                cell.ReadFrom([[.. plan.TwoBefore(layer, level).Select(from => Sources(here - 2, from))], [.. plan.Before(layer, level).Select(from => Sources(here - 1, from))]]);
                cells.Add((layer, level), cell);
                modules.Add(cell);
            }
        }

        long Width(int layer, int level) => layer < 0 ? inputs : cells[(layer, level)].OutputChannels;
    }

    /// <summary>Levels that the last layer's cells are at, ascending.</summary>
    public IReadOnlyList<int> FinalLevels => plan.Levels[^1];

    /// <summary>Layers of cells.</summary>
    public int Layers => plan.Layers;

    /// <summary>The cells with their places, by layer, then by level.</summary>
    public IEnumerable<(int Layer, int Level, Cell Cell)> Cells => cells.OrderBy(cell => cell.Key).Select(cell => (cell.Key.Layer, cell.Key.Level, cell.Value));

    /// <summary>Channels of the last layer's map at <paramref name="level"/>.</summary>
    public long OutputChannels(int level) => cells[(plan.Layers - 1, level)].OutputChannels;

    /// <summary>What makes those channels.</summary>
    public IReadOnlyList<ChannelSource> OutputSources(int level) => Sources(plan.Layers - 1, level);

    /// <summary>The neurons of <paramref name="layer"/>'s nodes where the layer has one level, as in a decoded network and in a search for neurons: a <see cref="NeuronLayer"/> or <see cref="MixedNeurons"/> a node.</summary>
    /// <exception cref="InvalidOperationException">The layer has several levels.</exception>
    public IReadOnlyList<nn.Module> NeuronsOf(int layer) => [.. Sources(layer, plan.Levels[layer].Single()).Select(source => source.Neurons)];

    /// <summary>The last layer's maps, by level, each with the probability that a path ends there; null where it is 0.</summary>
    /// <param name="input">Spikes at the start level, <c>[N, C, ...]</c>.</param>
    /// <param name="size">Spatial size of level 0.</param>
    /// <param name="architecture">Weights of the candidates; null in a decoded network.</param>
    /// <param name="state">States of the neurons.</param>
    public IReadOnlyList<WeightedMap?> Run(Tensor input, IReadOnlyList<long> size, SubnetArchitecture? architecture, StateFlow state) =>
        RunLayers(input, size, architecture, state)[^1];

    /// <summary>The same of every layer, each map with the probability that a path is there.</summary>
    /// <param name="input">Spikes at the start level, <c>[N, C, ...]</c>.</param>
    /// <param name="size">Spatial size of level 0.</param>
    /// <param name="architecture">Weights of the candidates; null in a decoded network.</param>
    /// <param name="state">States of the neurons.</param>
    public IReadOnlyList<IReadOnlyList<WeightedMap?>> RunLayers(Tensor input, IReadOnlyList<long> size, SubnetArchitecture? architecture, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(state);
        PathShares? shares = architecture?.Shares();
        Dictionary<(int Layer, int Level), Tensor> maps = [];
        Dictionary<(int Layer, int Level, int Target), (Tensor Map, ElementwiseOperations AnElement)> resampled = []; // a map goes into several cells, as s0 and as s1
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            CellMixture? mixture = architecture?.MixtureOf(layer);
            foreach (int level in plan.Levels[layer].Where(level => shares?.Reaches(layer, level) ?? true))
            {
                int here = layer, there = level;
                long[] target = Resolution.AtLevel(size, level);
                maps[(layer, level)] = cells[(layer, level)].Run(
                    [
                        [.. plan.TwoBefore(layer, level).Select(from => Come(here - 2, from, shares, shares?.FromTwoBefore(here, from, there)))],
                        [.. plan.Before(layer, level).Select(from => Come(here - 1, from, shares, shares?.FromBefore(here, from, there)))],
                    ],
                    mixture, state);

                WeightedMap? Come(int from, int fromLevel, PathShares? known, PathShare? share) => known is not null && share is null
                    ? null
                    : new WeightedMap(Resampled(from, fromLevel, there, target), share?.Weight);
            }
        }

        return [.. Enumerable.Range(0, plan.Layers).Select(layer => (IReadOnlyList<WeightedMap?>)[.. plan.Levels[layer].Select(level => shares is null ? new WeightedMap(maps[(layer, level)])
            : shares.At(layer, level) is { } share ? new WeightedMap(maps[(layer, level)], share.Weight) : (WeightedMap?)null)])];

        Tensor Resampled(int from, int fromLevel, int level, long[] target)
        {
            Tensor map = from < 0 ? input : maps[(from, fromLevel)];
            if (Resolution.Has(map, target))
            {
                return map;
            }

            (int, int, int) key = (Math.Max(from, -1), fromLevel, level);
            if (!resampled.TryGetValue(key, out (Tensor Map, ElementwiseOperations AnElement) made))
            {
                resampled.Add(key, made = Resolution.Resampled(map, target, resampling));
            }

            state.Observer?.OnResampled(map, made.Map, made.AnElement); // for each cell that is given it
            return made.Map;
        }
    }

    /// <summary>
    /// Every operation with the probability that it is part of the decoded network: that of the path through its cell and from the map it reads, times its weight, times the
    /// share of a node's edges that decoding keeps.
    /// </summary>
    public IEnumerable<(nn.Module Operation, Tensor Use)> Uses(SpatialArchitecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        PathShares shares = architecture.Shares();
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            CellMixture mixture = architecture.MixtureOf(layer);
            foreach (int level in plan.Levels[layer].Where(level => shares.Reaches(layer, level)))
            {
                Tensor? reach = shares.At(layer, level)?.Weight;
                IReadOnlyList<int>[] from = [plan.TwoBefore(layer, level), plan.Before(layer, level)];
                foreach ((int edge, int map, int operation, nn.Module module) in cells[(layer, level)].Operations())
                {
                    int source = architecture.SourceOf(edge);
                    PathShare? share = source switch
                    {
                        EdgeGenotype.PreviousPrevious => shares.FromTwoBefore(layer, from[0][map], level),
                        EdgeGenotype.Previous => shares.FromBefore(layer, from[1][map], level),
                        _ => default(PathShare),
                    };
                    if (share is { } way)
                    {
                        Tensor use = mixture.WeightOf(edge, operation) * architecture.KeptShare(edge);
                        use = way.Weight is null ? use : use * way.Weight;
                        yield return (module, reach is null ? use : use * reach);
                    }
                }
            }
        }
    }

    /// <summary>What makes the channels of a layer's map; of what enters the first layer nothing is known.</summary>
    private IReadOnlyList<ChannelSource> Sources(int layer, int level) => layer < 0 ? [] : cells[(layer, level)].Sources;

    /// <summary>Every operation there is.</summary>
    public IEnumerable<nn.Module> Operations() => cells.Values.SelectMany(cell => cell.Operations()).Select(operation => operation.Module);

    /// <summary>The operations that the decoded network of <paramref name="genotype"/> has.</summary>
    public IEnumerable<nn.Module> OperationsOf(SubnetGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        for (int layer = 0; layer < plan.Layers; layer++)
        {
            EdgePlan[] edges = [.. plan.Cells[layer].Nodes.SelectMany(node => node)];
            int[] nodes = [.. plan.Cells[layer].Nodes.SelectMany((node, k) => node.Select(_ => k))];
            int level = genotype.Path[layer], before = layer < 1 ? plan.StartLevel : genotype.Path[layer - 1], twoBefore = layer < 2 ? plan.StartLevel : genotype.Path[layer - 2];
            foreach ((int edge, int map, int operation, nn.Module module) in cells[(layer, level)].Operations())
            {
                EdgePlan planned = edges[edge];
                bool comesFromThere = planned.Source switch
                {
                    EdgeGenotype.PreviousPrevious => plan.TwoBefore(layer, level)[map] == twoBefore,
                    EdgeGenotype.Previous => plan.Before(layer, level)[map] == before,
                    _ => true,
                };
                if (comesFromThere && genotype.Cells[layer].Nodes[nodes[edge]].Edges.Any(kept => kept.Source == planned.Source && kept.Operation == planned.Operations[operation]))
                {
                    yield return module;
                }
            }
        }
    }
}
