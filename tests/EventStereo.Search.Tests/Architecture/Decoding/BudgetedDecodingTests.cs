using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Tests.Architecture.Decoding;

public sealed class BudgetedDecodingTests
{
    [Fact]
    public void Without_a_limit_it_is_the_published_decoding()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            SubnetLogits[] logits = [Logits(SubnetSpace.StereoFeature, seed), Logits(SubnetSpace.StereoMatching, seed + 100)];

            BudgetedArchitecture found = BudgetedDecoding.Decode(logits, _ => 1, double.PositiveInfinity, 1);

            Assert.True(found.Fits);
            Assert.Equal([logits[0].Decode(), logits[1].Decode()], found.Subnets);
            Assert.Equal(logits.Sum(subnet => TrellisDecoder.Viterbi(subnet.Space.Trellis, subnet.Beta).LogProbability + CellDecoder.BestCells(subnet.Space.Cell, subnet.Alpha).First().Score), found.Score, 1e-12);
        }
    }

    [Fact]
    public void Is_the_most_probable_of_all_architectures_within_the_budget()
    {
        SubnetSpace small = new()
        {
            Cell = new CellSpace { Nodes = 1, EdgesKept = 1, Placement = MixPlacement.Spike },
            Trellis = new TrellisSpace { Layers = 2, MaxLevel = 1 },
        };
        for (int seed = 0; seed < 10; seed++)
        {
            SubnetLogits first = Logits(small, seed), second = Logits(small, seed + 1000);

            // All combinations of the rankings of each part, 4 paths by 6 cells twice, scored apart.
            (SubnetGenotype, double)[] firsts = [.. All(first)], seconds = [.. All(second)];
            var all = firsts.SelectMany(a => seconds.Select(b => (Subnets: (SubnetGenotype[])[a.Item1, b.Item1], Score: a.Item2 + b.Item2))).ToArray();
            double budget = all.Select(one => Cost(one.Subnets)).Order().ElementAt(all.Length / 10);
            var (subnets, score) = all.Where(one => Cost(one.Subnets) <= budget).MaxBy(one => one.Score);

            BudgetedArchitecture found = BudgetedDecoding.Decode([first, second], Cost, budget, all.Length);

            Assert.True(found.Fits);
            Assert.Equal(24 * 24, all.Length);
            Assert.Equal(subnets, found.Subnets);
            Assert.Equal(score, found.Score, 1e-12);
            Assert.All(found.Subnets, subnet => Assert.Equal(MixPlacement.Spike, subnet.Placement));
        }
    }

    [Fact]
    public void Says_what_the_cheapest_costs_when_nothing_fits()
    {
        int tried = 0;
        BudgetedArchitecture found = BudgetedDecoding.Decode([Logits(SubnetSpace.StereoFeature, 1)], _ => ++tried == 3 ? 8.5 : 9, 6.7, 50);

        Assert.False(found.Fits);
        Assert.Equal(50, tried);
        Assert.Equal("none of the 50 most probable architectures costs at most 6.7 mJ; the cheapest of them costs 8.5 mJ", found.Describe("mJ"));
    }

    [Fact]
    public void Ends_by_itself_when_a_space_is_exhausted()
    {
        SubnetSpace space = new() { Cell = new CellSpace { Nodes = 1, Operations = [CellOperation.SkipConnect] }, Trellis = new TrellisSpace { Layers = 1, MaxLevel = 1 } };

        Assert.Equal(2, BudgetedDecoding.Decode([Logits(space, 1)], _ => 9, 6.7, 1_000_000).Candidates);
    }

    [Fact]
    public void Refuses_a_cost_that_is_no_number() =>
        Assert.Throws<InvalidOperationException>(() => BudgetedDecoding.Decode([Logits(SubnetSpace.StereoFeature, 1)], _ => double.NaN, 1, 1));

    [Fact]
    public void A_draw_has_the_probabilities_of_the_softmax()
    {
        SubnetSpace space = new() { Cell = new CellSpace { Nodes = 1, EdgesKept = 2 }, Trellis = new TrellisSpace { Layers = 1, MaxLevel = 1 } };
        SubnetLogits logits = new(space, new LogitTable(2, 3, [0.0, 1, 2, 0, 0, 0]), new LogitTable(2, 3, [0.0, 1, 9, 0, 0, 0])); // up leads nowhere from level 0
        Random random = new(5);
        SubnetGenotype[] drawn = [.. Enumerable.Range(0, 20_000).Select(_ => logits.Sample(random, 0.5))];

        double[] operations = Softmax.Of([0, 2, 4]);
        Assert.Equal(operations[2], drawn.Count(one => one.Cell.Nodes[0].Edges[0].Operation == CellOperation.SpikingConvB5) / 20_000.0, 0.01);
        Assert.Equal(operations[1], drawn.Count(one => one.Cell.Nodes[0].Edges[0].Operation == CellOperation.SpikingConvB3) / 20_000.0, 0.01);
        Assert.Equal(Softmax.Of([0, 2])[0], drawn.Count(one => one.Path[0] == 1) / 20_000.0, 0.01);
        Assert.Equal(logits.Sample(new Random(3), 1), logits.Sample(new Random(3), 1));
    }

    private static SubnetLogits Logits(SubnetSpace space, int seed) => new(
        space,
        RandomLogits.Of(space.Cell.Edges, space.Cell.Operations.Count, seed),
        RandomLogits.Of(space.Trellis.Layers * space.Trellis.Levels, space.Trellis.MoveCount, seed + 7));

    private static IEnumerable<(SubnetGenotype Subnet, double Score)> All(SubnetLogits logits) =>
        TrellisDecoder.BestPaths(logits.Space.Trellis, logits.Beta).SelectMany(path => CellDecoder.BestCells(logits.Space.Cell, logits.Alpha).Select(cell =>
            (new SubnetGenotype(path.Levels, cell.Cell) { Placement = logits.Space.Cell.Placement }, path.LogProbability + cell.Score)));

    /// <summary>Something that tells all architectures apart.</summary>
    private static double Cost(IReadOnlyList<SubnetGenotype> subnets) => subnets.Select((subnet, i) =>
        (subnet.Path[0] * 1.7) + (subnet.Path[1] * 0.9) + (subnet.Cell.ToEdgeNumbers()[0].Edge * 0.31) + (subnet.Cell.ToEdgeNumbers()[0].Operation * (0.57 + (i * 0.1)))).Sum();
}
