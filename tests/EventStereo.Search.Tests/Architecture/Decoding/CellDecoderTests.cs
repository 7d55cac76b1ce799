using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Tests.Architecture.Decoding;

public sealed class CellDecoderTests
{
    private static readonly CellSpace TwoNodes = new() { Nodes = 2 };

    [Fact]
    public void Keeps_the_edges_with_the_strongest_weights_and_gives_each_its_best_operation()
    {
        // skip_connect, snn_b3, snn_b5. Node 1: without skip, s0 is worth 0.15, s1 0.5, n0 0.4; the last two stay, n0 with skip, its most probable operation.
        LogitTable alphas = RandomLogits.OfProbabilities([0.1, 0.3, 0.6], [0.6, 0.3, 0.1], [0.8, 0.15, 0.05], [0.2, 0.5, 0.3], [0.5, 0.1, 0.4]);

        Assert.Equal("n0 = snn_b5(s0) + skip_connect(s1); n1 = snn_b3(s1) + skip_connect(n0)", CellDecoder.Decode(TwoNodes, alphas).ToString());
    }

    [Fact]
    public void None_weakens_its_edge_and_is_never_kept()
    {
        CellSpace space = new() { Nodes = 2, EdgesKept = 1, Operations = [CellOperation.None, CellOperation.SkipConnect, CellOperation.SpikingConv3] };
        LogitTable alphas = RandomLogits.OfProbabilities([0.9, 0.01, 0.09], [0.98, 0.01, 0.01], [0.1, 0.7, 0.2], [0.6, 0.15, 0.25], [0.5, 0.4, 0.1]);

        Assert.Equal("n0 = snn_3x3(s0); n1 = snn_3x3(s1)", CellDecoder.Decode(space, alphas).ToString());
    }

    [Fact]
    public void A_space_of_skips_alone_ranks_edges_by_skip()
    {
        CellSpace space = new() { Nodes = 1, EdgesKept = 1, Operations = [CellOperation.SkipConnect, CellOperation.None] };

        Assert.Equal("n0 = skip_connect(s1)", CellDecoder.Decode(space, RandomLogits.OfProbabilities([0.2, 0.8], [0.3, 0.7])).ToString());
    }

    [Fact]
    public void Equal_edges_are_kept_from_the_first_source_on()
    {
        Assert.Equal("n0 = skip_connect(s0) + skip_connect(s1); n1 = skip_connect(s0) + skip_connect(s1)", CellDecoder.Decode(TwoNodes, new LogitTable(5, 3, new double[15])).ToString());
    }

    [Fact]
    public void A_node_with_fewer_sources_than_edges_to_keep_keeps_them_all()
    {
        CellSpace space = new() { Nodes = 3, EdgesKept = 4 };

        Assert.Equal([2, 3, 4], CellDecoder.Decode(space, RandomLogits.Of(9, 3, seed: 1)).Nodes.Select(node => node.Edges.Count));
    }

    [Theory]
    [InlineData("published")]
    [InlineData("kernels")]
    public void Strong_logits_give_the_cell_that_they_were_made_from(string preset)
    {
        Assert.True(CellSpace.TryPreset(preset, out CellSpace? space));
        CellGenotype planted = CellGenotype.FromEdgeNumbers(3, (0, (int)space.Operations[1]), (1, (int)space.Operations[2]), (3, (int)space.Operations[2]), (4, (int)space.Operations[1]), (7, (int)space.Operations[1]), (8, (int)space.Operations[2]));
        double[] alphas = new double[space.Edges * space.Operations.Count];
        foreach ((int edge, int operation) in planted.ToEdgeNumbers())
        {
            alphas[(edge * space.Operations.Count) + space.Operations.ToList().IndexOf((CellOperation)operation)] = 8;
        }

        Assert.Equal(planted, CellDecoder.Decode(space, new LogitTable(space.Edges, space.Operations.Count, alphas)));
    }

    [Fact]
    public void All_cells_come_once_by_descending_score_and_the_decoded_one_first()
    {
        CellOperation[] operations = [CellOperation.None, CellOperation.SkipConnect, CellOperation.SpikingConvB3, CellOperation.SpikingConvB5];
        CellSpace space = TwoNodes with { Operations = operations };
        for (int seed = 0; seed < 20; seed++)
        {
            LogitTable alphas = RandomLogits.Of(5, 4, seed);
            RankedCell[] found = [.. CellDecoder.BestCells(space, alphas)];

            Assert.Equal(9 * 27, found.Select(cell => cell.Cell.ToString()).Distinct().Count()); // 3 x 3 operations; 3 pairs of edges with as many
            Assert.Equal(9 * 27, found.Length);
            Assert.All(found, cell => Assert.Equal(Score(cell.Cell, operations, alphas), cell.Score, 1e-12));
            Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.First.Score >= pair.Second.Score));
            Assert.Equal(CellDecoder.Decode(space, alphas), found[0].Cell);
        }
    }

    [Fact]
    public void Refuses_a_table_of_another_size() =>
        Assert.Contains("alpha is 5 x 4; 5 edges with 3 operations need 5 x 3", Assert.Throws<ArgumentException>(() => CellDecoder.Decode(TwoNodes, RandomLogits.Of(5, 4, 0))).Message, StringComparison.Ordinal);

    /// <summary>The score as it is defined, for operations none, skip and two convolutions.</summary>
    private static double Score(CellGenotype cell, CellOperation[] operations, LogitTable alphas)
    {
        double score = 0;
        foreach ((int edge, int operation) in cell.ToEdgeNumbers())
        {
            double[] exponentials = [.. alphas.Row(edge).ToArray().Select(Math.Exp)];
            double[] p = [.. exponentials.Select(value => value / exponentials.Sum())];
            score += Math.Log(Math.Max(p[2], p[3])) + Math.Log(p[Array.IndexOf(operations, (CellOperation)operation)]) - Math.Log(p.Skip(1).Max());
        }

        return score;
    }
}
