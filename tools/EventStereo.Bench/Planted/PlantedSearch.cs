using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Planted;

/// <summary>A search on planted data: bilevel, the weights and the architecture each on batches that the other never sees. Every batch is new.</summary>
internal sealed class PlantedSearch : ISearchTask<ClassificationGenotype>
{
    private const int SeedsApart = 1_000_000;

    private readonly PlantedSettings settings;
    private readonly PlantedProblem problem;
    private readonly PlantedNetwork network;
    private readonly ArchitectureSearcher<ClassificationGenotype> searcher;

    /// <summary>Prepares a search with the first weights of <paramref name="seed"/>.</summary>
    /// <param name="settings">Sizes and schedule.</param>
    /// <param name="problem">The data.</param>
    /// <param name="searched">Makes the architecture weights.</param>
    /// <param name="seed">Seed of all first weights.</param>
    public PlantedSearch(PlantedSettings settings, PlantedProblem problem, Func<SubnetArchitecture> searched, int seed)
    {
        this.settings = settings;
        this.problem = problem;
        random.manual_seed(seed + SeedsApart); // not the numbers that the planted weights are drawn from
        SubnetArchitecture architecture = searched();
        network = new PlantedNetwork(architecture.Plan, architecture, settings.Inputs, settings.Multiplier, settings.Outputs);
        Architecture = network.Architecture;
        Neurons = Architecture.Cost as NeuronCost;
        searcher = new ArchitectureSearcher<ClassificationGenotype>(this, new SearchPlan(settings.Bilevel, Costs(), 0, seed, string.Empty, string.Empty));
    }

    /// <inheritdoc/>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public SearchedArchitecture Architecture { get; }

    /// <summary>The cost of a search for neurons; null of one for cells.</summary>
    public NeuronCost? Neurons { get; }

    /// <inheritdoc/>
    public ArchitectureLogHeader LogHeader => new([], []);

    /// <inheritdoc/>
    public string Data => "planted";

    /// <inheritdoc/>
    public string ErrorName => "none";

    /// <inheritdoc/>
    public EvolvingSurrogates? SurrogatesOf(TrainedWeights trained) => null;

    /// <summary>Searches to the end; the decoded architecture.</summary>
    /// <param name="progress">Told the fraction done, every step.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public SubnetGenotype Run(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        BilevelConfig schedule = settings.Bilevel;
        for (int step = 0; step < schedule.TotalSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step % schedule.StepsPerEpoch == 0)
            {
                searcher.Begin(step / schedule.StepsPerEpoch);
            }

            _ = searcher.Step(step);
            progress?.Report((step + 1.0) / schedule.TotalSteps);
        }

        return searcher.Decode(schedule.Epochs - 1, cancellation: cancellation).Subnets[0];
    }

    /// <inheritdoc/>
    /// <remarks>The loss is the squared error in units of the target's variance.</remarks>
    public SearchLoss LossOf(SearchPart part, int index)
    {
        (Tensor spikes, Tensor target) = problem.Batch(part, index);
        Tensor loss = (network.call(spikes, new StateFlow(settings.Steps)) - target).square().mean() / target.var();
        return new SearchLoss(loss, loss.item<float>(), double.NaN, double.NaN);
    }

    /// <inheritdoc/>
    public ActivityRecorder Measure(int index)
    {
        ActivityRecorder recorder = new();
        using OperationProbe probe = new(network, recorder);
        _ = network.call(problem.Batch(SearchPart.Architecture, index).Spikes, new StateFlow(settings.Steps, observer: probe));
        recorder.CompleteInference(settings.Batch);
        return recorder;
    }

    /// <inheritdoc/>
    public ClassificationGenotype Genotype(GenotypeProvenance source, IReadOnlyList<SubnetGenotype> subnets) => new("planted", source, subnets[0]);

    /// <inheritdoc/>
    public void Dispose()
    {
        searcher.Dispose();
        network.Dispose();
    }

    /// <summary>Weights by which the first expected cost, operations of cells and energy of neurons, counts what the settings say.</summary>
    private CostWeights Costs()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Architecture.Cost.Measure(() => Measure(0));
        CostWeights unit = Neurons is null ? new CostWeights(0, Operations: 1) : new CostWeights(1);
        double weight = settings.CostWeight / Architecture.Cost.Penalty(unit)!.item<float>(); // one of the two is 1
        return new CostWeights(weight * unit.Energy, weight * unit.Operations);
    }
}
