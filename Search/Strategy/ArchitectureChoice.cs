using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Cells;
using EventStereo.Search.Ops;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>What a search chooses among: cells and levels of spaces, or the neurons of an architecture that is found already.</summary>
public sealed class ArchitectureChoice
{
    private readonly Func<IReadOnlyList<(string, SubnetArchitecture)>> make;

    private ArchitectureChoice(NeuronGenotype stemNeuron, ArchitectureLogHeader logHeader, Func<IReadOnlyList<(string, SubnetArchitecture)>> make) =>
        (StemNeuron, LogHeader, this.make) = (stemNeuron, logHeader, make);

    /// <summary>The neuron outside the cells.</summary>
    public NeuronGenotype StemNeuron { get; }

    /// <summary>The choice as the first line of an architecture log says it.</summary>
    public ArchitectureLogHeader LogHeader { get; }

    /// <summary>Cells and levels of <paramref name="spaces"/>, with <paramref name="neuron"/> everywhere.</summary>
    public static ArchitectureChoice OfCells(IReadOnlyList<SearchedSubnet> spaces, NeuronGenotype neuron)
    {
        ArgumentNullException.ThrowIfNull(spaces);
        return new ArchitectureChoice(neuron, new ArchitectureLogHeader(spaces, []), () => [.. spaces.Select(space => (space.Name, (SubnetArchitecture)new SpatialArchitecture(space.Space, neuron)))]);
    }

    /// <summary>Neurons of <paramref name="found"/>, whose cells and paths stay.</summary>
    public static ArchitectureChoice OfNeurons(Genotype found, NeuronSearchConfig config)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(config);
        return new ArchitectureChoice(
            found.StemNeuron, new ArchitectureLogHeader([], [.. found.Subnets.Select(subnet => Labels(subnet.Name, subnet.Subnet))]),
            () => [.. found.Subnets.Select(subnet => (subnet.Name, (SubnetArchitecture)new NeuronArchitecture(subnet.Subnet, neuron => config.Candidates(neuron, found.StemNeuron), config.Groups)))]);

        TableLabels Labels(string name, SubnetGenotype subnet) => new(
            $"{name}.gamma",
            [.. Enumerable.Range(0, subnet.Path.Count).SelectMany(cell => Enumerable.Range(0, subnet.Cell.Nodes.Count).SelectMany(node => Enumerable.Range(0, config.Groups)
                .Select(group => config.Groups == 1 ? $"cell {cell}, n{node}" : $"cell {cell}, n{node}, group {group}")))],
            config.Labels());
    }

    /// <summary>Architecture weights for each sub-network, by name, from the global random generator.</summary>
    public IReadOnlyList<(string Name, SubnetArchitecture Weights)> Make() => make();

    /// <summary>The searched architecture of a network that was made with <paramref name="weights"/>.</summary>
    /// <param name="weights">What <see cref="Make"/> made.</param>
    /// <param name="network">The network.</param>
    /// <param name="trellises">Its sub-networks in the same order.</param>
    /// <param name="resampling">How its maps change level.</param>
    /// <param name="scale">From it to the network that is trained later.</param>
    /// <param name="mjOf">The energy of an operation of the network, mJ an inference.</param>
    public static SearchedArchitecture Of(
        IReadOnlyList<(string Name, SubnetArchitecture Weights)> weights, nn.Module network, IReadOnlyList<Trellis> trellises, SpikeResampling resampling, FinalScale scale, Func<LayerActivity, double> mjOf)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(scale);
        (Trellis, SpatialArchitecture)[] cells = [.. trellises.Zip(weights).Where(pair => pair.Second.Weights is SpatialArchitecture).Select(pair => (pair.First, (SpatialArchitecture)pair.Second.Weights))];
        (Trellis, NeuronArchitecture)[] neurons = [.. trellises.Zip(weights).Where(pair => pair.Second.Weights is NeuronArchitecture).Select(pair => (pair.First, (NeuronArchitecture)pair.Second.Weights))];
        return new SearchedArchitecture(
            weights, neurons.Length > 0 ? new NeuronCost(network, neurons, resampling, layer => mjOf(layer) * scale.Of(layer.Name)) : new CellCost(network, cells, scale, mjOf));
    }
}
