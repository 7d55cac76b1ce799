using System.IO.Enumeration;
using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// The layers of a network whose surrogate gradients evolve each by itself, and their way back into a genotype, which decides what such a layer can be: each node of each cell,
/// as it has a neuron of its own there (<c>feature.cell0.node1</c>; in a search with cells of several levels in a layer <c>feature.cell0.level1.node1</c>), and everything outside the cells
/// together, as that has one neuron, the stem's (<c>stem</c>). Neurons of single operations (mixed at the spike) keep what the operations' names say.
/// </summary>
public static class SurrogateGroups
{
    private const string Stem = "stem";

    /// <summary>The groups of <paramref name="network"/> that a pattern names.</summary>
    /// <param name="network">The network.</param>
    /// <param name="subnets">Its sub-networks with their names in a genotype.</param>
    /// <param name="patterns">Names, in which <c>*</c> stands for any text.</param>
    /// <exception cref="ConfigurationException">A pattern names none.</exception>
    public static IReadOnlyList<SurrogateGroup> Of(nn.Module network, IReadOnlyList<(string Name, Trellis Trellis)> subnets, IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        IReadOnlyList<SurrogateGroup> all = All(network, subnets);
        string[] unknown = [.. patterns.Where(pattern => !all.Any(group => Matches(pattern, group.Name)))];
        return unknown.Length == 0
            ? [.. all.Where(group => patterns.Any(pattern => Matches(pattern, group.Name)))]
            : throw new ConfigurationException("dgs.layers", [.. unknown.Select(pattern => $"'{pattern}' names no layer of spiking neurons; there are {string.Join(", ", all.Select(group => group.Name))}")]);
    }

    /// <summary><paramref name="genotype"/>, which the network is of or was decoded from, with the surrogates that <paramref name="groups"/> have now.</summary>
    public static TGenotype On<TGenotype>(TGenotype genotype, IReadOnlyList<SurrogateGroup> groups)
        where TGenotype : Genotype
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(groups);
        Dictionary<string, SurrogateShape> surrogates = groups.ToDictionary(group => group.Name, group => group.Surrogate);
        return (TGenotype)genotype.With(With(genotype.StemNeuron, Stem), [.. genotype.Subnets.Select(subnet => Subnet(subnet.Name, subnet.Subnet))]); // of its own type

        SubnetGenotype Subnet(string name, SubnetGenotype subnet) => subnet.WithNeurons([.. subnet.Neurons.Select((row, cell) => (IReadOnlyList<NeuronGenotype>)[.. row.Select((neuron, node) =>
            With(neuron, NameOf(name, cell, null, node), NameOf(name, cell, subnet.Path[cell], node)))])]);

        NeuronGenotype With(NeuronGenotype neuron, params string[] names) =>
            neuron.Spikes && Array.Find(names, surrogates.ContainsKey) is { } name ? surrogates[name].On(neuron) : neuron;
    }

    private static List<SurrogateGroup> All(nn.Module network, IReadOnlyList<(string Name, Trellis Trellis)> subnets)
    {
        HashSet<NeuronLayer> inCells = [.. subnets.SelectMany(subnet => subnet.Trellis.Cells).SelectMany(place => place.Cell.modules()).OfType<NeuronLayer>()];
        List<SurrogateGroup> groups = [];
        Add(Stem, network.modules().OfType<NeuronLayer>().Where(layer => !inCells.Contains(layer)));
        foreach ((string name, Trellis trellis) in subnets)
        {
            foreach (IGrouping<int, (int Layer, int Level, Cell Cell)> layer in trellis.Cells.GroupBy(place => place.Layer))
            {
                foreach ((_, int level, Cell cell) in layer)
                {
                    int node = 0;
                    foreach (IReadOnlyList<NeuronLayer> neurons in cell.NodeNeurons)
                    {
                        Add(NameOf(name, layer.Key, layer.Count() > 1 ? level : null, node++), neurons);
                    }
                }
            }
        }

        return groups;

        void Add(string name, IEnumerable<NeuronLayer> layers)
        {
            NeuronLayer[] spiking = [.. layers.Where(layer => layer.Neuron.Spikes)];
            if (spiking.Length > 0)
            {
                groups.Add(new SurrogateGroup(name, spiking));
            }
        }
    }

    private static string NameOf(string subnet, int cell, int? level, int node) => FormattableString.Invariant($"{subnet}.cell{cell}{(level is { } at ? $".level{at}" : "")}.node{node}");

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
