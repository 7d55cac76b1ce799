using EventStereo.Search.Architecture.Decoding;

namespace EventStereo.Search.Tests.Architecture;

public sealed class BudgetedChoicesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Equals_trying_everything_at_every_budget(int seed)
    {
        Random random = new(seed);
        LogitTable[] tables = [Table(random, rows: 3, columns: 3), Table(random, rows: 2, columns: 4)];
        double[][] costs = [.. tables.SelectMany(table => Enumerable.Range(0, table.Rows).Select(_ => Enumerable.Range(0, table.Columns).Select(_ => random.Next(1, 6) * 0.25).ToArray()))];
        (int[] Choices, double Score, double Cost)[] all = [.. Everything(tables, costs, fixedCost: 0.5)];

        foreach (double budget in all.Select(one => one.Cost).Distinct().SelectMany(cost => (double[])[cost, cost - 0.125]))
        {
            BudgetedChoice found = BudgetedChoices.Decode(tables, costs, 0.5, budget);

            (int[] Choices, double Score, double Cost)[] within = [.. all.Where(one => one.Cost <= budget)];
            Assert.Equal(within.Length > 0, found.Fits);
            Assert.Equal(within.Length > 0 ? within.Max(one => one.Score) : all.Where(one => one.Cost == all.Min(least => least.Cost)).Max(one => one.Score), found.Score, 1e-12);
            Assert.Equal(within.Length > 0 ? all.Single(one => one.Choices.SequenceEqual(found.Choices)).Cost : all.Min(one => one.Cost), found.Cost);
        }
    }

    [Fact]
    public void Without_a_limit_each_row_has_its_most_probable_candidate()
    {
        LogitTable table = new(2, 3, [0.0, 2, 1, 3, 3, 0]);

        BudgetedChoice found = BudgetedChoices.Decode([table], [[1, 9, 1], [1, 9, 1]], 0, double.PositiveInfinity);

        Assert.Equal([1, 0], found.Choices); // of equals the first
        Assert.True(found.Fits);
    }

    [Fact]
    public void What_exceeds_the_budget_at_its_cheapest_is_said()
    {
        LogitTable table = new(2, 2, [0.0, 5, 0, 5]);

        BudgetedChoice found = BudgetedChoices.Decode([table], [[1, 2], [3, 3]], 10, 13.5);

        Assert.Equal((false, 14.0), (found.Fits, found.Cost));
        Assert.Equal([0, 1], found.Choices); // of equally cheap ones the more probable
        Assert.Equal("no choices cost at most 13.5 mJ; the cheapest cost 14 mJ", found.Describe("mJ"));
    }

    [Fact]
    public void Many_choices_among_many_candidates_are_decided_at_once()
    {
        Random random = new(7);
        LogitTable table = Table(random, rows: 40, columns: 6);
        double[][] costs = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextDouble()).ToArray())];

        BudgetedChoice free = BudgetedChoices.Decode([table], costs, 0, double.PositiveInfinity), found = BudgetedChoices.Decode([table], costs, 0, 0.5 * free.Cost);

        Assert.True(found.Fits);
        Assert.InRange(found.Cost, 0.49 * free.Cost, 0.5 * free.Cost);
        Assert.True(found.Score < free.Score);
    }

    [Fact]
    public void Costs_that_are_no_numbers_are_refused() =>
        Assert.Throws<ArgumentException>(() => BudgetedChoices.Decode([new LogitTable(1, 2, [0.0, 1])], [[1, double.NaN]], 0, 1));

    private static IEnumerable<(int[] Choices, double Score, double Cost)> Everything(LogitTable[] tables, double[][] costs, double fixedCost)
    {
        double[][] logs = [.. tables.SelectMany(table => Enumerable.Range(0, table.Rows).Select(row => Softmax.LogOf(table.Row(row))))];
        IEnumerable<int[]> choices = [[]];
        foreach (double[] row in logs)
        {
            choices = choices.SelectMany(before => row.Select((_, k) => (int[])[.. before, k])).ToArray();
        }

        return choices.Select(choice => (choice, choice.Select((k, row) => logs[row][k]).Sum(), fixedCost + choice.Select((k, row) => costs[row][k]).Sum()));
    }

    private static LogitTable Table(Random random, int rows, int columns) =>
        new(rows, columns, Enumerable.Range(0, rows * columns).Select(_ => (2 * random.NextDouble()) - 1).ToArray());
}
