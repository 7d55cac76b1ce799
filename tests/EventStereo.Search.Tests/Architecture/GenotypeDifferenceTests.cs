using EventStereo.Search.Architecture;

namespace EventStereo.Search.Tests.Architecture;

public sealed class GenotypeDifferenceTests
{
    private static readonly StereoGenotype Published = BuiltInGenotypes.SpikeDhsStereo;

    [Fact]
    public void There_is_none_between_equal_architectures_of_other_names()
    {
        StereoGenotype renamed = Published with { Name = "mine", Provenance = new GenotypeProvenance("elsewhere", 3, 4) };

        Assert.Empty(GenotypeDifference.Between(Published, renamed));
        Assert.Equal(GenotypeFile.Fingerprint(Published), GenotypeFile.Fingerprint(renamed));
    }

    [Fact]
    public void Each_difference_has_its_line()
    {
        NeuronGenotype[][] neurons = [.. Published.Feature.Neurons.Select(row => row.ToArray())];
        neurons[1][2] = neurons[1][2] with { Decay = 0.5f, Kind = NeuronKind.RectifiedLinear };

        // Of the feature cell (1, 1), (0, 1), (3, 2), (2, 1), (7, 1), (8, 1): n0 with its edges in another order, n1 with another operation, n2 from s1 in place of n0.
        SubnetGenotype feature = new([1, 1], CellGenotype.FromEdgeNumbers(3, (0, 1), (1, 1), (3, 3), (2, 1), (6, 0), (8, 1)), neurons) { Placement = MixPlacement.Spike };
        StereoGenotype other = Published with { StemNeuron = new NeuronGenotype { Threshold = 1f }, Feature = feature };

        Assert.Equal(
            [
                "stemNeuron.threshold: 0.5 -> 1",
                "feature.path: [1, 0] -> [1, 1]",
                "feature.placement: membrane -> spike",
                "feature.cell.n0 order of edges: s1, s0 -> s0, s1",
                "feature.cell.n1 from s1: snn_b5 -> snn_3x3",
                "feature.cell.n2 from n0: snn_b3 -> no edge",
                "feature.cell.n2 from s1: no edge -> skip_connect",
                "feature.neurons[1][2].kind: lif -> relu",
                "feature.neurons[1][2].decay: 0.2 -> 0.5",
            ],
            GenotypeDifference.Between(Published, other));
        Assert.NotEqual(GenotypeFile.Fingerprint(Published), GenotypeFile.Fingerprint(other));
    }

    [Fact]
    public void Cells_of_another_size_are_compared_as_far_as_both_go()
    {
        StereoGenotype smaller = Published with { Matching = new SubnetGenotype([1, 2], CellGenotype.FromEdgeNumbers(2, (0, 1), (1, 2), (4, 2), (3, 2))) };

        Assert.Equal(["matching.path: [1, 2, 2, 1] -> [1, 2]", "matching.cell: 3 nodes -> 2 nodes"], GenotypeDifference.Between(Published, smaller));
    }

    [Fact]
    public void Of_other_tasks_nothing_else_is_compared() =>
        Assert.Equal(["task: stereo -> classification"], GenotypeDifference.Between(Published, BuiltInGenotypes.All.OfType<ClassificationGenotype>().First()));

    [Fact]
    public void Every_member_of_a_neuron_is_compared()
    {
        NeuronGenotype other = new()
        {
            Kind = NeuronKind.AdaptiveLif, ChannelDecays = [0.1f, 0.2f], LearnsByChannel = true, AdaptationStep = 1, AdaptationDecay = 1, Threshold = 1, Reset = ResetKind.Soft, Surrogate = SurrogateKind.Sigmoid,
            SurrogateTemperature = 1,
        };

        IReadOnlyList<string> lines = GenotypeDifference.Between(Published, Published with { StemNeuron = other });

        // Settable members, the two decays being one line.
        Assert.Equal(typeof(NeuronGenotype).GetProperties().Count(property => property.CanWrite) - 1, lines.Count);
        Assert.Contains("stemNeuron.decay: 0.2 -> [0.1, 0.2]", lines);
    }
}
