namespace EventStereo.Search.Architecture.Decoding;

/// <summary>
/// Decoding of choices that do not depend on each other under a hard limit of what they cost together: of each row of logits one candidate, so that the sum of log-probabilities is the
/// greatest among all choices within the budget (a multiple-choice knapsack), exactly. Row by row those partial choices stay that no cheaper one equals in probability: Nemhauser and
/// Ullmann's algorithm (Management Science 15, 1969), whose number of such choices is polynomial in expectation for costs that were measured (Beier and Vöcking, STOC 2003).
/// </summary>
public static class BudgetedChoices
{
    /// <summary>How far a partial sum may be above the budget by rounding, as a share of it; whole sums are compared exactly.</summary>
    private const double Rounding = 1e-9;

    /// <summary>
    /// The most probable choices within <paramref name="budget"/>: the most probable candidate of each row, of equals the first, where they are, else of equally probable choices the cheapest; where nothing
    /// is within it the cheapest choices, of equals the most probable.
    /// </summary>
    /// <param name="logits">Rows of choices, table after table.</param>
    /// <param name="costs">The cost of each candidate of each of those rows; finite, any unit.</param>
    /// <param name="fixedCost">What comes on top whatever is chosen.</param>
    /// <param name="budget">The highest cost in all; infinite for no limit.</param>
    /// <exception cref="ArgumentException">Not a cost for each logit, or one that is not finite.</exception>
    public static BudgetedChoice Decode(IReadOnlyList<LogitTable> logits, IReadOnlyList<IReadOnlyList<double>> costs, double fixedCost, double budget)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(costs);
        double[][] logs = [.. logits.SelectMany(table => Enumerable.Range(0, table.Rows).Select(row => Softmax.LogOf(table.Row(row))))];
        if (costs.Count != logs.Length || costs.Where((row, i) => row.Count != logs[i].Length || !row.All(double.IsFinite)).Any() || !double.IsFinite(fixedCost))
        {
            throw new ArgumentException($"{costs.Count} rows of costs for {logs.Length} rows of logits; each needs a finite one for each candidate", nameof(costs));
        }

        BudgetedChoice best = Evaluate([.. logs.Select(Largest)]), cheapest = Evaluate([.. costs.Select((row, i) => Cheapest(row, logs[i]))]);
        if (best.Fits || !cheapest.Fits)
        {
            return best.Fits ? best : cheapest;
        }

        int[] found = Search(logs, costs, fixedCost, budget);
        return found.Length == logs.Length ? Evaluate(found) : cheapest; // all lost to rounding: what fits is the cheapest alone

        BudgetedChoice Evaluate(int[] choices)
        {
            double score = 0, cost = fixedCost;
            for (int row = 0; row < choices.Length; row++)
            {
                score += logs[row][choices[row]];
                cost += costs[row][choices[row]];
            }

            return new BudgetedChoice(cost <= budget, choices, score, cost, budget);
        }
    }

    /// <summary>The most probable candidate of each row, of equals the first.</summary>
    public static int[] MostProbable(LogitTable logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return [.. Enumerable.Range(0, logits.Rows).Select(row => Largest(logits.Row(row).ToArray()))];
    }

    /// <summary>The choices, or none where rounding leaves none.</summary>
    private static int[] Search(double[][] logs, IReadOnlyList<IReadOnlyList<double>> costs, double fixedCost, double budget)
    {
        double rest = costs.Sum(row => row.Min()), limit = budget + (Rounding * Math.Abs(budget));
        List<Partial[]> rows = [];
        Partial[] frontier = [new Partial(fixedCost, 0, 0, 0)];
        for (int row = 0; row < logs.Length; row++)
        {
            rest -= costs[row].Min(); // the least that is still to come
            Partial[] all = [.. frontier.SelectMany((partial, i) => logs[row].Select((log, k) => new Partial(partial.Cost + costs[row][k], partial.Score + log, i, k)))
                .Where(partial => partial.Cost + rest <= limit)
                .OrderBy(partial => partial.Cost).ThenByDescending(partial => partial.Score)]; // stable: of equals the earlier
            double highest = double.NegativeInfinity;
            frontier = [.. all.Where(partial =>
            {
                bool better = partial.Score > highest;
                highest = Math.Max(highest, partial.Score);
                return better;
            })];
            rows.Add(frontier);
        }

        int at = Array.FindLastIndex(frontier, partial => partial.Cost <= budget); // by ascending cost and score
        int[] choices = new int[at < 0 ? 0 : rows.Count];
        for (int row = choices.Length - 1; row >= 0; row--)
        {
            (choices[row], at) = (rows[row][at].Candidate, rows[row][at].Before);
        }

        return choices;
    }

    private static int Largest(double[] values) => Array.IndexOf(values, values.Max());

    private static int Cheapest(IReadOnlyList<double> costs, double[] logs) =>
        Enumerable.Range(0, logs.Length).OrderBy(k => costs[k]).ThenByDescending(k => logs[k]).First();

    /// <summary>Choices of the rows so far: what they cost and how probable they are, the partial choice before the last of them in the list of the row before, and that last.</summary>
    private readonly record struct Partial(double Cost, double Score, int Before, int Candidate);
}
