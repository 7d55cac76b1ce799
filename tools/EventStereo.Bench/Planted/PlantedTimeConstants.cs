using System.Globalization;
using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;

namespace EventStereo.Bench.Planted;

/// <summary>A time constant a node, on cells that are known: which of five decays each of the four nodes has.</summary>
internal sealed class PlantedTimeConstants : PlantedPart
{
    private static readonly NeuronGenotype[] Candidates = [.. new[] { 0f, 0.2f, 0.4f, 0.6f, 0.8f }.Select(decay => NeuronGenotype.Default with { Decay = decay })];

    private static readonly SubnetGenotype Known = new(
        [0, 1], new CellGenotype([new NodeGenotype([new EdgeGenotype(EdgeGenotype.Previous, CellOperation.SpikingConv3)]), new NodeGenotype([new EdgeGenotype(EdgeGenotype.FirstNode, CellOperation.SpikingConv3)])]));

    public override string Name => "tps";

    public override string Description => "the decay (0, 0.2, 0.4, 0.6, 0.8) of each of 4 nodes of a known architecture";

    public override long Architectures => (long)Math.Pow(Candidates.Length, Known.Path.Count * Known.Cell.Nodes.Count);

    /// <summary>Several steps and more spikes, which membranes add up; all decays cost about the same.</summary>
    internal override PlantedSettings Settings { get; } = new PlantedSettings
    {
        Steps = 6, TeacherMultiplier = 2, Multiplier = 14, Outputs = 4, InputRate = 0.1, Sparseness = 0.3, CostWeight = 0, Bilevel = new PlantedSettings().Bilevel with { ArchitectureLearningRate = 0.05 },
    }.OnDrawn(stepsPerEpoch: 25);

    internal override SubnetGenotype Draw(Random random) =>
        Known.WithNeurons([.. Known.Path.Select(_ => Known.Cell.Nodes.Select(_ => Candidates[random.Next(Candidates.Length)]).ToArray())]);

    internal override string Describe(SubnetGenotype genotype) => string.Join(
        "; ", genotype.Neurons.Select((cell, layer) => $"cell {layer}: " + string.Join(", ", cell.Select(neuron => neuron.Decay.ToString(CultureInfo.InvariantCulture)))));

    internal override SubnetArchitecture Searched(SubnetGenotype planted) => new NeuronArchitecture(Known, Candidates);
}
