using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Architecture.Decoding;

/// <summary>
/// Decoding under a hard limit. Architectures, each a path and a cell for every sub-network, are tried by descending <c>log P(path) + score(cell)</c>, summed over the sub-networks
/// (<see cref="TrellisDecoder"/>, <see cref="CellDecoder"/>), until one costs no more than the budget; that one is the most probable within it, exactly. Without a limit it is the
/// published decoding. The method has no such step (section 2.2: "no FLOPs or latency term exists in any released code"); this one is the project's own.
/// </summary>
public static class BudgetedDecoding
{
    /// <summary>Finds the most probable architecture within a budget.</summary>
    /// <param name="subnets">What was learned, of each sub-network; at least one.</param>
    /// <param name="cost">Cost of an architecture, one genotype for each of <paramref name="subnets"/> with published neurons; finite.</param>
    /// <param name="budget">The highest cost, in the same unit; infinite for no limit.</param>
    /// <param name="maxCandidates">How many architectures may be tried, at least one.</param>
    /// <param name="cancellation">Stops between candidates.</param>
    /// <exception cref="ArgumentException">No sub-network, tables of another size, or settings that are not valid.</exception>
    /// <exception cref="InvalidOperationException">A cost that is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BudgetedArchitecture Decode(
        IReadOnlyList<SubnetLogits> subnets, Func<IReadOnlyList<SubnetGenotype>, double> cost, double budget, long maxCandidates, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCandidates);
        BudgetedArchitecture? cheapest = null;
        long tried = 0;
        foreach ((IReadOnlyList<SubnetGenotype> architecture, double score) in BestArchitectures(subnets))
        {
            cancellation.ThrowIfCancellationRequested();
            tried++;
            double own = cost(architecture);
            if (!double.IsFinite(own))
            {
                throw new InvalidOperationException($"candidate {tried} has a cost of {own}");
            }

            if (cheapest is null || own < cheapest.Cost)
            {
                cheapest = new BudgetedArchitecture(own <= budget, architecture, score, own, budget, tried);
            }

            if (cheapest.Fits || tried == maxCandidates)
            {
                break;
            }
        }

        return cheapest! with { Candidates = tried }; // a valid space has at least one architecture
    }

    /// <summary>Every architecture by descending score, found one at a time as it is asked for.</summary>
    /// <exception cref="ArgumentException">No sub-network, tables of another size, or settings that are not valid.</exception>
    public static IEnumerable<(IReadOnlyList<SubnetGenotype> Subnets, double Score)> BestArchitectures(IReadOnlyList<SubnetLogits> subnets)
    {
        ArgumentNullException.ThrowIfNull(subnets);
        if (subnets.Count == 0)
        {
            throw new ArgumentException("there is no sub-network to decode", nameof(subnets));
        }

        RankedPaths paths = new();
        int end = 0;
        foreach (SubnetLogits subnet in subnets)
        {
            end = TrellisDecoder.Append(paths, end, TrellisProbabilities.Of(subnet.Space.Trellis, subnet.Beta));
            end = subnet.CellAlphas().Aggregate(end, (before, alpha) => CellDecoder.Append(paths, before, subnet.Space.Cell, alpha));
        }

        return paths.To(end).Select(path => ((IReadOnlyList<SubnetGenotype>)Subnets(subnets, path.Labels), path.Score));
    }

    private static List<SubnetGenotype> Subnets(IReadOnlyList<SubnetLogits> subnets, ReadOnlySpan<int> labels)
    {
        List<SubnetGenotype> decoded = [];
        foreach (SubnetLogits subnet in subnets)
        {
            SubnetSpace space = subnet.Space;
            int layers = space.Trellis.Layers;
            int[] path = labels[..layers].ToArray();
            labels = labels[(layers + 1)..];
            List<CellGenotype> cells = [];
            for (int chosen = 0; chosen < space.AlphaRows / space.Cell.Edges; chosen++)
            {
                cells.Add(CellDecoder.FromLabels(space.Cell, labels));
                labels = labels[space.Cell.Edges..];
            }

            decoded.Add(new SubnetGenotype(path, [.. path.Select((_, layer) => cells[space.SharesCell ? 0 : layer])]) { Placement = space.Cell.Placement });
        }

        return decoded;
    }
}
