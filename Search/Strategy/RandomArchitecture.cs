using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.Search.Strategy;

/// <summary>
/// Random architectures of a finished search's space that use its energy budget: what a search has to beat.
/// Source of the practice: Li and Talwalkar, "Random search and reproducibility for neural architecture search", UAI 2019.
/// </summary>
public static class RandomArchitecture
{
    /// <summary>Architectures tried for one of the energy asked for.</summary>
    private const int MaxDraws = 200_000;

    /// <summary>Draws one, uniformly from those of the space that cost at most the search's budget, or what it found where it had none, and at least <paramref name="leastShare"/> of that, measured on the search's own network.</summary>
    /// <param name="task">The search, with the weights that it ended with.</param>
    /// <param name="plan">What it followed.</param>
    /// <param name="spaces">What each sub-network may be.</param>
    /// <param name="neuron">Every node's neuron.</param>
    /// <param name="found">What it found.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="leastShare">Least energy as a share of the most, 0 to below 1.</param>
    /// <exception cref="InvalidDataException">The space has no such architecture.</exception>
    public static IReadOnlyList<SubnetGenotype> Draw<TGenotype>(
        ISearchTask<TGenotype> task, SearchPlan plan, IReadOnlyList<SubnetSpace> spaces, NeuronGenotype neuron, IReadOnlyList<SubnetGenotype> found, int seed, double leastShare)
        where TGenotype : Genotype
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(spaces);
        if (leastShare is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(leastShare), leastShare, "a share is 0 to below 1");
        }

        using ArchitectureSearcher<TGenotype> searcher = new(task, plan);
        searcher.Begin(plan.Search.Epochs - 1);
        IArchitectureCost cost = task.Architecture.Cost;
        double most = plan.BudgetMj > 0 ? plan.BudgetMj : cost.MjOf(found), cheapest = double.PositiveInfinity;
        Random random = new(seed);
        for (int draw = 0; draw < MaxDraws; draw++)
        {
            SubnetGenotype[] drawn = [.. spaces.Select(space => space.Draw(random).WithNeurons(neuron))];
            double mj = cost.MjOf(drawn);
            if (mj <= most && mj >= leastShare * most)
            {
                return drawn;
            }

            cheapest = Math.Min(cheapest, mj);
        }

        throw new InvalidDataException(FormattableString.Invariant(
            $"of {MaxDraws:N0} random architectures of the space none costs {leastShare * most:0.0000} to {most:0.0000} mJ; the cheapest costs {cheapest:0.0000} mJ"));
    }
}
