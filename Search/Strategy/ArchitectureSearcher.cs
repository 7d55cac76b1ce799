using System.Diagnostics;
using EventStereo.Search.Architecture;
using EventStereo.Search.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Search.Strategy;

/// <summary>The steps of a search: weights on batches of one part of the data, architecture on those of the other. Every batch and every draw is a function of the seed and the step.</summary>
/// <typeparam name="TGenotype">What is found.</typeparam>
public sealed class ArchitectureSearcher<TGenotype> : IDisposable
    where TGenotype : Genotype
{
    private const int SamplePurpose = 11, CandidatePurpose = 12;

    private readonly ISearchTask<TGenotype> task;
    private readonly SearchPlan plan;
    private readonly CandidateRanking ranking;

    /// <summary>Prepares to search <paramref name="task"/>.</summary>
    public ArchitectureSearcher(ISearchTask<TGenotype> task, SearchPlan plan)
    {
        this.task = task ?? throw new ArgumentNullException(nameof(task));
        this.plan = plan ?? throw new ArgumentNullException(nameof(plan));
        Optimizer = new BilevelOptimizer(task.Network, plan.Search);
        Surrogates = task.SurrogatesOf(Optimizer.Weights);
        ranking = new CandidateRanking(task.Architecture, plan.Search, plan.BudgetMj, plan.Costs);
    }

    /// <summary>The optimizers, whose states belong to a checkpoint.</summary>
    public BilevelOptimizer Optimizer { get; }

    /// <summary>The surrogates that evolve with the weights; null where they do not.</summary>
    public EvolvingSurrogates? Surrogates { get; }

    /// <summary>Begins <paramref name="epoch"/> (from 0): sets the temperature and measures what each operation costs now, on a batch of the architecture's data.</summary>
    public void Begin(int epoch)
    {
        task.Architecture.Temperature = plan.Search.TemperatureAt(epoch);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        task.Network.eval(); // leaves the statistics of the batch norms alone
        task.Architecture.Cost.Measure(() => task.Measure(epoch * plan.Search.StepsPerEpoch));
        task.Network.train();
    }

    /// <summary>Does step <paramref name="step"/> (from 0) of the whole search.</summary>
    /// <exception cref="InvalidOperationException">Loss or gradient is no finite number.</exception>
    public SearchStep Step(int step)
    {
        long started = Stopwatch.GetTimestamp();
        int epoch = step / plan.Search.StepsPerEpoch;
        bool sampled = plan.Search.IsSampled(epoch);
        if (sampled)
        {
            task.Architecture.Decide(task.Architecture.Sample(new Random(SeedMix.Of(plan.Seed, step, 0, SamplePurpose))));
        }

        SearchLoss? train = null;
        (double loss, _) = Optimizer.StepWeights(step, () => (train = task.LossOf(SearchPart.Weights, step)).Whole);
        if (sampled)
        {
            task.Architecture.Decide(null);
        }

        double architectureLoss = epoch >= plan.Search.WarmUpEpochs && !sampled ? LearnArchitecture(step, epoch) : double.NaN;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        return new SearchStep(
            step, loss, train?.ErrorPercent ?? double.NaN, train?.FiringRate ?? double.NaN, architectureLoss, task.Architecture.Entropy().item<float>(), task.Architecture.Cost.Expected().item<float>(),
            Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>What is decoded after <paramref name="epoch"/>: the most probable architecture within the budget, or of an epoch on drawn ones the best of <see cref="CandidateRanking"/>.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="compared">Told how many candidates were compared, and of how many.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended while candidates were compared.</exception>
    public ChosenArchitecture Decode(int epoch, Action<int, int>? compared = null, CancellationToken cancellation = default)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        if (!plan.Search.IsSampled(epoch))
        {
            return task.Architecture.Cost.Decode(plan.BudgetMj > 0 ? plan.BudgetMj : double.PositiveInfinity);
        }

        int first = epoch * plan.Search.StepsPerEpoch;
        return ranking.Best(
            new Random(SeedMix.Of(plan.Seed, epoch, 0, CandidatePurpose)), number => task.LossOf(SearchPart.Architecture, first + number).Loss, () => task.Measure(first), compared, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    /// <summary>Moves the architecture; its loss without terms of cost and entropy.</summary>
    private double LearnArchitecture(int step, int epoch)
    {
        double loss = double.NaN;
        float entropyWeight = (float)plan.Search.EntropyWeightAt(epoch);
        Optimizer.StepArchitecture(
            step,
            () =>
            {
                SearchLoss held = task.LossOf(SearchPart.Architecture, step);
                loss = held.Loss;
                Tensor whole = task.Architecture.Cost.Penalty(plan.Costs) is { } penalty ? held.Whole + penalty : held.Whole;
                return entropyWeight > 0 ? whole + task.Architecture.Entropy() * entropyWeight : whole;
            },
            () => task.LossOf(SearchPart.Weights, step).Whole);
        return loss;
    }
}
