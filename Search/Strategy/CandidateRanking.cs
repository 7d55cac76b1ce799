using EventStereo.Energy;
using EventStereo.Search.Architecture;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>
/// The choice at the end of a sampled epoch: of architectures drawn by their probabilities within the budget the best, by the mean loss of their decoded networks with the search's weights on the same held-out
/// batches, the best quarter on four times as many. Whose own spikes cost more than the budget goes behind all that fit; where no budget bounds the energy, it counts with its weight.
/// </summary>
public sealed class CandidateRanking
{
    /// <summary>One of so many candidates is compared again, on so many times as many batches.</summary>
    private const int QuarterOfCandidates = 4, BatchesOfTheBest = 4;

    /// <summary>Draws of candidates until one is within the budget by its own spikes.</summary>
    private const int MostRounds = 4;

    private readonly SearchedArchitecture architecture;
    private readonly BilevelConfig config;
    private readonly double budget;
    private readonly CostWeights? weights; // where no budget is

    /// <summary>Prepares to choose.</summary>
    /// <param name="architecture">What is searched.</param>
    /// <param name="config">How many candidates are compared, and on how much.</param>
    /// <param name="budgetMj">The most that a network may cost, mJ an inference; 0 for no limit.</param>
    /// <param name="weights">What costs weigh in the architecture's loss.</param>
    public CandidateRanking(SearchedArchitecture architecture, BilevelConfig config, double budgetMj, CostWeights weights)
    {
        this.architecture = architecture ?? throw new ArgumentNullException(nameof(architecture));
        this.config = config ?? throw new ArgumentNullException(nameof(config));
        ArgumentNullException.ThrowIfNull(weights);
        (budget, this.weights) = budgetMj > 0 ? (budgetMj, null) : (double.PositiveInfinity, weights);
    }

    /// <summary>Chooses.</summary>
    /// <param name="random">Draws the candidates.</param>
    /// <param name="lossOf">The loss on the n-th held-out batch of the network as it is decided.</param>
    /// <param name="pass">A pass on the first of them, under a probe of the network's operations.</param>
    /// <param name="compared">Told how many were compared, and of how many, after each.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>The best, with its energy on its own spikes.</returns>
    /// <exception cref="OperationCanceledException">It was ended; the network mixes again.</exception>
    public ChosenArchitecture Best(Random random, Func<int, double> lossOf, Func<ActivityRecorder> pass, Action<int, int>? compared = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(lossOf);
        double limit = budget;
        int batches = config.CandidateBatches;
        Candidate[] all = [];
        for (int round = 0; round < MostRounds && !all.Any(one => one.Mj <= budget); round++)
        {
            limit = all.Length == 0 ? budget : limit * budget / all.Min(one => one.Mj); // the mixture's rates told too little: of its measure, less
            all = [.. Ranked(Each(architecture.Candidates(random, config.Candidates, limit), Judge))];
        }

        Candidate best = Ranked(Each([.. all.Take(Math.Max(1, all.Length / QuarterOfCandidates))], Again)).First();
        return new ChosenArchitecture(best.Subnets, best.Mj, best.Mj <= budget);

        IEnumerable<Candidate> Each<T>(IReadOnlyList<T> given, Func<T, Candidate> judge)
        {
            for (int i = 0; i < given.Count; i++)
            {
                yield return judge(given[i]);
                compared?.Invoke(i + 1, given.Count);
            }
        }

        Candidate Judge(IReadOnlyList<SubnetGenotype> subnets) => Decided(subnets, () =>
        {
            double loss = MeanLoss(0, batches), mj = architecture.Cost.OnOwnSpikes(subnets, pass), price = Price(mj);
            return new Candidate(subnets, loss + price, mj, price);
        });

        Candidate Again(Candidate one) => Decided(one.Subnets, () => one with { Loss = MeanLoss(batches, batches * BatchesOfTheBest) + one.Price });

        double MeanLoss(int first, int count)
        {
            double loss = 0;
            for (int i = first; i < first + count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                using TorchSharp.DisposeScope scope = NewDisposeScope();
                loss += lossOf(i) / count;
            }

            return loss;
        }
    }

    private Candidate Decided(IReadOnlyList<SubnetGenotype> subnets, Func<Candidate> judge)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        architecture.Decide(subnets);
        try
        {
            return judge();
        }
        finally
        {
            architecture.Decide(null);
        }
    }

    /// <summary>What the network, as it is decided, costs in the loss where no budget bounds it, nat.</summary>
    private double Price(double mj) => weights is null ? 0 : (weights.Energy * mj) + (architecture.Cost.Penalty(weights with { Energy = 0 })?.item<float>() ?? 0);

    private IOrderedEnumerable<Candidate> Ranked(IEnumerable<Candidate> candidates) => candidates.OrderBy(one => one.Mj > budget).ThenBy(one => one.Loss);

    /// <summary>An architecture, its mean loss with its price, its energy, and that price.</summary>
    private sealed record Candidate(IReadOnlyList<SubnetGenotype> Subnets, double Loss, double Mj, double Price);
}
