using EventStereo.Search.Architecture;

namespace EventStereo.Search.Tests.Architecture;

public sealed class GenotypeTests
{
    [Fact]
    public void The_matching_cell_is_the_published_graph()
    {
        // As the Graphviz file beside the published log draws it, which is independent of the edge numbers.
        Assert.Equal(
            "n0 = snn_b3(s0) + snn_b5(s1); n1 = snn_b5(n0) + snn_b5(s1); n2 = snn_b3(n1) + snn_b3(s1)",
            BuiltInGenotypes.SpikeDhsStereo.MatchingCell.ToString());
    }

    [Fact]
    public void The_feature_cell_is_the_published_graph()
    {
        Assert.Equal(
            "n0 = snn_b3(s1) + snn_b3(s0); n1 = snn_b5(s1) + snn_b3(s0); n2 = snn_b3(n0) + snn_b3(n1)",
            BuiltInGenotypes.SpikeDhsStereo.FeatureCell.ToString());
    }

    [Fact]
    public void The_paths_are_published()
    {
        Assert.Equal([1, 0], BuiltInGenotypes.SpikeDhsStereo.FeaturePath);
        Assert.Equal([1, 2, 2, 1], BuiltInGenotypes.SpikeDhsStereo.MatchingPath);
    }

    [Fact]
    public void Edge_numbers_round_trip_with_their_operations()
    {
        (int, int)[] published = [(1, 1), (0, 1), (3, 2), (2, 1), (7, 1), (8, 1)];
        Assert.Equal(published, CellGenotype.FromEdgeNumbers(3, published).ToEdgeNumbers());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(9, 1)]
    [InlineData(0, 6)] // none
    [InlineData(0, 7)]
    [InlineData(0, -1)]
    public void Refuses_numbers_out_of_range(int edge, int operation) =>
        Assert.ThrowsAny<ArgumentException>(() => CellGenotype.FromEdgeNumbers(3, (edge, operation), (2, 1), (5, 1)));

    [Fact]
    public void Refuses_a_node_without_an_edge() =>
        Assert.Throws<ArgumentException>(() => CellGenotype.FromEdgeNumbers(2, (0, 1)));

    [Fact]
    public void Refuses_a_node_that_reads_a_later_one()
    {
        NodeGenotype node = new([new EdgeGenotype(EdgeGenotype.FirstNode, CellOperation.SpikingConvB3)]);
        Assert.Throws<ArgumentException>(() => new CellGenotype([node]));
    }

    [Fact]
    public void Refuses_two_edges_from_one_source()
    {
        EdgeGenotype edge = new(EdgeGenotype.Previous, CellOperation.SpikingConvB3);
        Assert.Throws<ArgumentException>(() => new NodeGenotype([edge, edge]));
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { -1 })]
    [InlineData(new[] { 0, 2 })]
    public void Refuses_impossible_paths(int[] path) =>
        Assert.Throws<ArgumentException>(() => new SubnetGenotype(path, BuiltInGenotypes.SpikeDhsStereo.FeatureCell));

    [Fact]
    public void Refuses_neurons_of_another_shape() =>
        Assert.Throws<ArgumentException>(() => new SubnetGenotype([0], BuiltInGenotypes.SpikeDhsStereo.FeatureCell, [[NeuronGenotype.Default]]));

    [Fact]
    public void Is_equal_by_value_and_differs_in_the_smallest_part()
    {
        StereoGenotype published = BuiltInGenotypes.SpikeDhsStereo;
        StereoGenotype same = Rebuilt(published, published.Matching.Neurons);
        NeuronGenotype[][] neurons = [.. published.Matching.Neurons.Select(row => row.ToArray())];
        neurons[3][2] = neurons[3][2] with { Decay = 0.4f };

        Assert.Equal(published, same);
        Assert.Equal(published.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(published, Rebuilt(published, neurons));
    }

    [Fact]
    public void Only_a_skip_between_nodes_is_an_identity()
    {
        Assert.True(new EdgeGenotype(2, CellOperation.SkipConnect).IsIdentity);
        Assert.False(new EdgeGenotype(1, CellOperation.SkipConnect).IsIdentity);
        Assert.False(new EdgeGenotype(2, CellOperation.SpikingConvB3).IsIdentity);
    }

    private static StereoGenotype Rebuilt(StereoGenotype genotype, IReadOnlyList<IReadOnlyList<NeuronGenotype>> matchingNeurons) => new(
        genotype.Name,
        genotype.Provenance with { },
        new SubnetGenotype([.. genotype.FeaturePath], CellGenotype.FromEdgeNumbers(3, [.. genotype.FeatureCell.ToEdgeNumbers()])),
        new SubnetGenotype([.. genotype.MatchingPath], CellGenotype.FromEdgeNumbers(3, [.. genotype.MatchingCell.ToEdgeNumbers()]), matchingNeurons));
}
