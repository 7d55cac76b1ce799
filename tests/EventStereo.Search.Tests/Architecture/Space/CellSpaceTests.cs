using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Configuration;

namespace EventStereo.Search.Tests.Architecture.Space;

public sealed class CellSpaceTests
{
    [Fact]
    public void Three_nodes_have_the_nine_edges_of_the_published_alpha()
    {
        CellSpace space = CellSpace.Published;

        string[] names = [.. Enumerable.Range(0, space.Edges).Select(space.EdgeName)];

        Assert.Equal(["s0 > n0", "s1 > n0", "s0 > n1", "s1 > n1", "n0 > n1", "s0 > n2", "s1 > n2", "n0 > n2", "n1 > n2"], names);
    }

    [Fact]
    public void Edge_numbers_are_those_of_a_cell_genotype()
    {
        CellSpace space = new() { Nodes = 7 };
        for (int edge = 0; edge < space.Edges; edge++)
        {
            // Every node needs an edge: the others get their first.
            (int, int)[] edges = [.. Enumerable.Range(0, 7).Where(node => node != space.NodeOf(edge)).Select(node => (CellSpace.FirstEdge(node), 1)), (edge, 2)];
            EdgeGenotype placed = CellGenotype.FromEdgeNumbers(7, edges).Nodes[space.NodeOf(edge)].Edges[0];

            Assert.Equal((space.SourceOf(edge), CellOperation.SpikingConvB5), (placed.Source, placed.Operation));
        }
    }

    [Theory]
    [InlineData(CellOperation.SkipConnect, true, false)]
    [InlineData(CellOperation.SpikingConvB3, true, true)]
    [InlineData(CellOperation.SpikingConvB5, true, true)]
    [InlineData(CellOperation.SpikingConv3, true, true)]
    [InlineData(CellOperation.SpikingConv5, true, true)]
    [InlineData(CellOperation.MaxPool3, true, false)]
    [InlineData(CellOperation.None, false, false)]
    public void Knows_which_operations_have_weights_from_a_cell_input_and_from_a_node(CellOperation operation, bool fromInput, bool fromNode)
    {
        Assert.Equal(fromInput, CellSpace.Published.HasWeights(1, operation));
        Assert.Equal(fromNode, CellSpace.Published.HasWeights(4, operation));
    }

    [Theory]
    [InlineData("""{ "operations": ["none"] }""", "cell.operations needs at least one that is not none")]
    [InlineData("""{ "operations": [] }""", "cell.operations needs at least one that is not none")]
    [InlineData("""{ "operations": ["snn_b3", "snn_b3"] }""", "cell.operations names one twice")]
    [InlineData("""{ "nodes": 0, "edgesKept": 1 }""", "cell.nodes is 0, not 1 to 64")]
    [InlineData("""{ "nodes": 65 }""", "cell.nodes is 65, not 1 to 64")]
    [InlineData("""{ "edgesKept": 0 }""", "cell.edgesKept is 0, not 1 to 4, the sources of the last node")]
    [InlineData("""{ "edgesKept": 5 }""", "cell.edgesKept is 5, not 1 to 4, the sources of the last node")]
    public void Tells_what_is_wrong_with_settings(string json, string expected)
    {
        using TemporaryFolder folder = new();
        CellSpace space = ConfigFile.Load(CellSpace.Published, folder.Write("c.json", json), []);

        Assert.Equal([expected], space.Validate("cell"));
    }

    [Fact]
    public void Settings_name_operations_as_genotype_files_do_and_round_trip()
    {
        using TemporaryFolder folder = new();
        CellSpace space = new() { Operations = [.. Enum.GetValues<CellOperation>()], Nodes = 4, EdgesKept = 3, Placement = MixPlacement.Spike };

        string json = ConfigFile.ToJson(space);

        Assert.All(CellOperationNames.All, name => Assert.Contains($"\"{name}\"", json, StringComparison.Ordinal));
        Assert.Equal(space, ConfigFile.Load(CellSpace.Published, folder.Write("c.json", json), []));
        Assert.Empty(space.Validate("cell"));
    }

    [Fact]
    public void Presets_are_found_by_name_and_sound()
    {
        Assert.All(CellSpace.PresetNames, name => Assert.Empty(CellSpace.TryPreset(name, out CellSpace? space) ? space.Validate(name) : [name]));
        Assert.False(CellSpace.TryPreset("darts", out _));
    }
}
