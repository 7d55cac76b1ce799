using EventStereo.Search.Architecture.Decoding;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Tests.Architecture.Decoding;

public sealed class TrellisDecoderTests
{
    private const double Tolerance = 1e-12;

    private static readonly TrellisSpace Small = new() { Layers = 2, MaxLevel = 1 };

    /// <summary>
    /// By hand, columns down, same, up; a logit of 99 stands on a move that leads out of the trellis and must count for nothing. From level 0 into layer 0: down 3/4, same 1/4. Into layer
    /// 1: from level 0 down and same 1/2 each, from level 1 same 4/5 and up 1/5. Paths: [1, 1] 0.6, [1, 0] 0.15, [0, 0] and [0, 1] 0.125 each.
    /// </summary>
    private static readonly LogitTable ByHand = new(4, 3, [Math.Log(3), 0, 99, 99, 99, 99, 0, 0, 99, 99, Math.Log(4), 0]);

    [Fact]
    public void Probabilities_agree_with_a_calculation_by_hand()
    {
        TrellisProbabilities probabilities = TrellisProbabilities.Of(Small, ByHand);

        Assert.Equal(0.75, probabilities.Transition(new TrellisEdge(0, 0, 1, 0)), Tolerance);
        Assert.Equal(0.2, probabilities.Transition(new TrellisEdge(1, 1, 0, 2)), Tolerance);
        Assert.Equal(0.275, probabilities.Reach(1, 0), Tolerance); // 0.25 / 2 + 0.75 / 5
        Assert.Equal(0.725, probabilities.Reach(1, 1), Tolerance);
        Assert.Equal(0.15 / 0.275, probabilities.Posterior(new TrellisEdge(1, 1, 0, 2)), Tolerance);
        Assert.Equal(0.125 / 0.275, probabilities.Posterior(new TrellisEdge(1, 0, 0, 1)), Tolerance);
        Assert.Equal((1.0, 0.0), (probabilities.Reach(-1, 0), probabilities.Reach(-1, 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)] // products of such probabilities are far below the smallest number
    public void Reaches_and_posteriors_add_up_to_one(double spread)
    {
        TrellisSpace space = new() { Layers = 7, StartLevel = 2 };
        TrellisProbabilities probabilities = TrellisProbabilities.Of(space, RandomLogits.Of(28, 3, seed: 1, spread));
        for (int layer = 0; layer < space.Layers; layer++)
        {
            Assert.Equal(1, space.LevelsAt(layer).Sum(level => probabilities.Reach(layer, level)), Tolerance);
            Assert.All(space.EdgesInto(layer).GroupBy(edge => edge.To), into => Assert.Equal(1, into.Sum(probabilities.Posterior), Tolerance));
        }
    }

    [Fact]
    public void Reach_is_the_sum_over_the_paths_through_a_cell()
    {
        TrellisSpace space = new() { Layers = 4, MaxLevel = 2, StartLevel = 1 };
        LogitTable betas = RandomLogits.Of(12, 3, seed: 3);
        TrellisProbabilities probabilities = TrellisProbabilities.Of(space, betas);

        double through = AllPaths(space, betas).Where(path => path.Levels[2] == 1).Sum(path => Math.Exp(path.LogProbability));

        Assert.Equal(through, probabilities.Reach(2, 1), Tolerance);
    }

    [Fact]
    public void Paths_come_in_the_order_of_their_probability_ties_at_the_lower_level_first()
    {
        int[][] paths = [.. TrellisDecoder.BestPaths(Small, ByHand).Select(path => path.Levels.ToArray())];

        Assert.Equal([[1, 1], [1, 0], [0, 0], [0, 1]], paths);
        Assert.Equal(Math.Log(0.6), TrellisDecoder.Viterbi(Small, ByHand).LogProbability, Tolerance);
    }

    [Fact]
    public void An_open_trellis_prefers_paths_with_fewer_choices()
    {
        TrellisSpace space = new() { Layers = 3, MaxLevel = 1, Moves = TrellisMoves.SameDown };

        // Same and down are even at level 0, where level 1 has but one way: all paths that end at level 1 go on with certainty.
        RankedPath best = TrellisDecoder.Viterbi(space, new LogitTable(6, 2, new double[12]));

        Assert.Equal([1, 1, 1], best.Levels);
        Assert.Equal(Math.Log(0.5), best.LogProbability, Tolerance);
    }

    [Theory]
    [InlineData(1, 0, 3, TrellisMoves.DownSameUp)]
    [InlineData(4, 0, 3, TrellisMoves.DownSameUp)]
    [InlineData(5, 2, 2, TrellisMoves.DownSameUp)]
    [InlineData(6, 1, 3, TrellisMoves.SameDown)]
    [InlineData(5, 0, 0, TrellisMoves.DownSameUp)]
    public void All_paths_come_once_as_brute_force_orders_them(int layers, int start, int max, TrellisMoves moves)
    {
        TrellisSpace space = new() { Layers = layers, StartLevel = start, MaxLevel = max, Moves = moves };
        for (int seed = 0; seed < 20; seed++)
        {
            LogitTable betas = RandomLogits.Of(layers * space.Levels, space.MoveCount, seed);
            RankedPath[] expected = [.. AllPaths(space, betas).OrderByDescending(path => path.LogProbability)], found = [.. TrellisDecoder.BestPaths(space, betas)];

            Assert.Equal(expected.Select(path => string.Join(',', path.Levels)), found.Select(path => string.Join(',', path.Levels)));
            Assert.Equal(found[0], TrellisDecoder.Viterbi(space, betas));
            Assert.All(found.Zip(expected), pair => Assert.Equal(pair.Second.LogProbability, pair.First.LogProbability, Tolerance));
        }
    }

    [Fact]
    public void The_first_paths_of_a_deep_trellis_cost_no_more_than_themselves()
    {
        TrellisSpace space = new() { Layers = 64 }; // about 10^25 paths
        RankedPath[] paths = [.. TrellisDecoder.BestPaths(space, RandomLogits.Of(256, 3, seed: 5)).Take(1000)];

        Assert.Equal(1000, paths.Select(path => string.Join(',', path.Levels)).Distinct().Count());
        Assert.All(paths.Zip(paths.Skip(1)), pair => Assert.True(pair.First.LogProbability >= pair.Second.LogProbability));
    }

    [Fact]
    public void Strong_logits_give_the_published_path()
    {
        TrellisSpace space = SubnetSpace.Classification.Trellis;
        int[] published = [0, 0, 1, 1, 1, 2, 2, 2];
        double[] betas = new double[space.Layers * space.Levels * 2];
        for (int layer = 0, from = 0; layer < published.Length; from = published[layer++])
        {
            betas[(TrellisProbabilities.Row(space, layer, from) * 2) + published[layer] - from] = 10;
        }

        Assert.Equal(published, TrellisDecoder.Viterbi(space, new LogitTable(32, 2, betas)).Levels);
    }

    [Fact]
    public void Refuses_a_table_of_another_size() =>
        Assert.Contains("beta is 4 x 3; 4 layers of 4 levels with 3 moves need 16 x 3", Assert.Throws<ArgumentException>(() => TrellisDecoder.Viterbi(new TrellisSpace(), ByHand)).Message, StringComparison.Ordinal);

    /// <summary>Every path with its probability, its own softmax over the moves that stay inside.</summary>
    private static List<RankedPath> AllPaths(TrellisSpace space, LogitTable betas)
    {
        List<(int[] Levels, double Log)> paths = [([], 0)];
        int[] changes = space.Moves == TrellisMoves.SameDown ? [0, 1] : [1, 0, -1];
        for (int layer = 0; layer < space.Layers; layer++)
        {
            List<(int[], double)> longer = [];
            foreach ((int[] levels, double log) in paths)
            {
                int from = levels.Length == 0 ? space.StartLevel : levels[^1];
                int[] valid = [.. Enumerable.Range(0, changes.Length).Where(move => from + changes[move] >= 0 && from + changes[move] <= space.MaxLevel)];
                double total = valid.Sum(move => Math.Exp(betas[(layer * (space.MaxLevel + 1)) + from, move]));
                longer.AddRange(valid.Select(move => ((int[])[.. levels, from + changes[move]], log + betas[(layer * (space.MaxLevel + 1)) + from, move] - Math.Log(total))));
            }

            paths = longer;
        }

        return [.. paths.Select(path => new RankedPath(path.Levels, path.Log))];
    }
}
