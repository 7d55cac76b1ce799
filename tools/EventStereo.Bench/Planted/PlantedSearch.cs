using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;
using EventStereo.Search.Strategy;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.Bench.Planted;

/// <summary>A search on planted data: bilevel, the weights and the architecture each on batches that the other never sees.</summary>
internal sealed class PlantedSearch : IDisposable
{
    private const int SeedsApart = 1_000_000;

    private readonly PlantedSettings settings;
    private readonly PlantedProblem problem;
    private readonly SubnetArchitecture architecture;
    private readonly PlantedNetwork network;
    private readonly BilevelOptimizer optimizer;
    private readonly SearchCost operationCost;
    private readonly NeuronCost? neuronCost; // of a search for neurons
    private readonly float costScale; // makes the first expected cost what the settings say

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
        architecture = searched();
        network = new PlantedNetwork(architecture.Plan, architecture, settings.Inputs, settings.Multiplier, settings.Outputs);
        optimizer = new BilevelOptimizer(network, settings.Bilevel);
        operationCost = new SearchCost(network);
        neuronCost = architecture is NeuronArchitecture neurons ? network.NeuronCost(neurons) : null;
        Measure();
        using DisposeScope scope = NewDisposeScope();
        costScale = (float)settings.CostWeight / Cost().item<float>();
    }

    /// <summary>Of a search for neurons, energy of the cheapest network, mJ an inference, by what was measured last.</summary>
    public double CheapestMj => neuronCost!.FixedMj + neuronCost.NodeMj.Sum(candidates => candidates.Min()); // of a search for neurons, as said above

    /// <summary>Of a search for neurons, by how much the first network above the cheapest costs more.</summary>
    public double CheapestStepMj => neuronCost!.NodeMj.Min(candidates => candidates.Order().ElementAt(1) - candidates.Min()); // likewise

    /// <summary>Of a search for neurons, the most probable architecture that costs at most <paramref name="budgetMj"/>.</summary>
    public SubnetGenotype DecodeWithin(double budgetMj) => neuronCost!.Decode(budgetMj).Subnets[0]; // likewise

    /// <summary>Searches to the end; the decoded architecture.</summary>
    /// <param name="progress">Told the fraction done, every step.</param>
    /// <param name="watch">Told each epoch, from 0, with its mean loss on the batches of the weights.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public SubnetGenotype Run(IProgress<double>? progress = null, Action<int, double, SubnetArchitecture>? watch = null, CancellationToken cancellation = default)
    {
        BilevelConfig schedule = settings.Bilevel;
        for (int epoch = 0; epoch < schedule.Epochs; epoch++)
        {
            architecture.Temperature = (float)schedule.TemperatureAt(epoch);
            Measure();
            double loss = 0;
            for (int step = epoch * schedule.StepsPerEpoch; step < (epoch + 1) * schedule.StepsPerEpoch; step++)
            {
                cancellation.ThrowIfCancellationRequested();
                loss += Step(step, epoch) / schedule.StepsPerEpoch;
                progress?.Report((step + 1.0) / schedule.TotalSteps);
            }

            watch?.Invoke(epoch, loss, architecture);
        }

        return architecture.Decode();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
    }

    private double Step(int step, int epoch)
    {
        using DisposeScope scope = NewDisposeScope();
        double loss = optimizer.StepWeights(step, () => Loss(problem.Batch())).Loss;
        if (epoch >= settings.Bilevel.WarmUpEpochs)
        {
            float entropyWeight = (float)settings.Bilevel.EntropyWeightAt(epoch);
            optimizer.StepArchitecture(step, () => Loss(problem.Batch()) + (Cost() * costScale) + (architecture.Entropy() * entropyWeight), () => Loss(problem.Batch()));
        }

        return loss;
    }

    /// <summary>Squared error in units of the target's variance.</summary>
    private Tensor Loss((Tensor Spikes, Tensor Target) batch) =>
        (network.call(batch.Spikes, new StateFlow(settings.Steps)) - batch.Target).square().mean() / batch.Target.var();

    /// <summary>What the decoded network is expected to cost: its operations' multiply-accumulates, or of neurons the energy in mJ.</summary>
    private Tensor Cost() => neuronCost?.Expected() ?? operationCost.Expected(network.Uses((SpatialArchitecture)architecture));

    private void Measure()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        if (neuronCost is null)
        {
            operationCost.Take(Pass().Activities().Select(layer => (layer.Name, layer.DenseMacs)));
        }
        else
        {
            neuronCost.Measure(Pass);
        }

        ActivityRecorder Pass()
        {
            ActivityRecorder recorder = new();
            using OperationProbe probe = new(network, recorder);
            _ = network.call(problem.Batch().Spikes, new StateFlow(settings.Steps, observer: probe));
            recorder.CompleteInference(settings.Batch);
            return recorder;
        }
    }
}
