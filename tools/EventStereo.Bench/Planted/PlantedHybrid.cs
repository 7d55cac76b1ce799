using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Strategy;

namespace EventStereo.Bench.Planted;

/// <summary>
/// Which nodes of known cells are artificial: of six nodes each is a rectified linear unit or a spiking neuron. The network that makes the data needs graded values where its own are, and the search's energy term
/// speaks against an artificial neuron everywhere else.
/// </summary>
internal sealed class PlantedHybrid : PlantedPart
{
    private static readonly NeuronGenotype[] Candidates = [NeuronGenotype.Default, NeuronGenotype.Default with { Kind = NeuronKind.RectifiedLinear }];

    private static readonly SubnetGenotype Known = new([0, 1], new CellGenotype([Node(EdgeGenotype.Previous), Node(EdgeGenotype.FirstNode), Node(EdgeGenotype.PreviousPrevious)]));

    public override string Name => "hns";

    public override string Description => "which of 6 nodes of a known architecture are artificial, by energy; and none of them is where the budget is below the cheapest one's price";

    public override long Architectures => 1L << (Known.Path.Count * Known.Cell.Nodes.Count);

    internal override PlantedSettings Settings { get; } = new PlantedSettings { Steps = 2, TeacherMultiplier = 2, Outputs = 4, InputRate = 0.1, Sparseness = 0.5, CostWeight = 0.05 }.OnDrawn(stepsPerEpoch: 60);

    internal override SubnetGenotype Draw(Random random) => Known.WithNeurons([.. Known.Path.Select(_ => Known.Cell.Nodes.Select(_ => Candidates[random.Next(Candidates.Length)]).ToArray())]);

    internal override string Describe(SubnetGenotype genotype) => string.Join(
        "; ", genotype.Neurons.Select((cell, layer) => $"cell {layer}: " + string.Join(", ", cell.Select(neuron => neuron.Spikes ? "spiking" : "artificial"))));

    internal override SubnetArchitecture Searched(SubnetGenotype planted) => new NeuronArchitecture(Known, Candidates);

    private protected override bool Holds(PlantedSearch search)
    {
        NeuronCost cost = search.Neurons!; // neurons are searched
        double cheapest = cost.FixedMj + cost.NodeMj.Sum(candidates => candidates.Min()), step = cost.NodeMj.Min(candidates => candidates.Order().ElementAt(1) - candidates.Min());
        return cost.Decode(cheapest + (0.999 * step)).Subnets[0].Neurons.All(cell => cell.All(neuron => neuron.Spikes));
    }

    private static NodeGenotype Node(int source) => new([new EdgeGenotype(source, CellOperation.SpikingConv3)]);
}
