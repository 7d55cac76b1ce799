using EventStereo.Energy;
using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Strategy;
using static TorchSharp.torch;

namespace EventStereo.Search.Tests.Strategy;

/// <summary>Choosing among eight networks of three nodes, each spiking or artificial, by losses and energies that are made up.</summary>
public sealed class CandidateRankingTests : IDisposable
{
    private static readonly NeuronGenotype Artificial = new() { Kind = NeuronKind.RectifiedLinear };

    private static readonly SubnetGenotype Known = new([0], new CellGenotype([.. Enumerable.Range(0, 3).Select(_ => new NodeGenotype([new EdgeGenotype(EdgeGenotype.Previous, CellOperation.SpikingConv3)]))]));

    private readonly NeuronArchitecture weights = new(Known, [NeuronGenotype.Default, Artificial]);
    private readonly MadeUpCost cost = new();
    private readonly HashSet<int> batches = [];
    private readonly List<(int Done, int Of)> told = [];

    private static BilevelConfig Config => new() { Candidates = 8, CandidateBatches = 2 };

    public void Dispose() => weights.Dispose();

    [Fact]
    public void The_lowest_loss_is_chosen_and_the_best_quarter_on_more_batches()
    {
        ChosenArchitecture best = Rank(0, new CostWeights(0));

        Assert.Equal((3, 13.0, true), (ArtificialIn(best.Subnets), best.Mj, best.Fits));
        Assert.Equal(Enumerable.Range(0, 10), batches.Order()); // two of all, then eight others of two
        Assert.Equal([.. Enumerable.Range(1, 8).Select(done => (done, 8)), (1, 2), (2, 2)], told);
        Assert.Contains(0.5f, weights.Probabilities().data<float>().ToArray().Select(one => MathF.Round(one, 1))); // it mixes again
    }

    [Fact]
    public void What_costs_more_than_the_budget_on_its_own_spikes_goes_behind()
    {
        cost.OwnFactor = 1.2;

        ChosenArchitecture best = Rank(13.5, new CostWeights(0)); // by the mixture 13 would fit; on its own spikes 13.2, that of one, does

        Assert.Equal((1, 13.2, true), (ArtificialIn(best.Subnets), Math.Round(best.Mj, 9), best.Fits));
    }

    [Fact]
    public void Where_nothing_is_within_the_budget_it_says_so() => Assert.False(Rank(9, new CostWeights(0)).Fits);

    [Fact]
    public void Without_a_budget_energy_counts_by_its_weight() => Assert.Equal(0, ArtificialIn(Rank(0, new CostWeights(2)).Subnets));

    [Fact]
    public void Cancelled_it_stops_and_the_network_mixes_again()
    {
        using CancellationTokenSource stop = new();

        Assert.Throws<OperationCanceledException>(() => Ranking(0, new CostWeights(0)).Best(
            new Random(1),
            batch =>
            {
                stop.Cancel();
                return 0;
            },
            () => new ActivityRecorder(), cancellation: stop.Token));
        Assert.Contains(0.5f, weights.Probabilities().data<float>().ToArray().Select(one => MathF.Round(one, 1)));
    }

    private static int ArtificialIn(IReadOnlyList<SubnetGenotype> subnets) => subnets[0].Neurons[0].Count(neuron => !neuron.Spikes);

    private CandidateRanking Ranking(double budgetMj, CostWeights costs) => new(new SearchedArchitecture([("net", weights)], cost), Config, budgetMj, costs);

    /// <summary>Each artificial node takes 1 off the loss of 5.</summary>
    private ChosenArchitecture Rank(double budgetMj, CostWeights costs) => Ranking(budgetMj, costs).Best(
        new Random(1),
        batch =>
        {
            batches.Add(batch);
            return 5 - weights.Probabilities()[.., 1].sum().item<float>();
        },
        () => new ActivityRecorder(), (done, of) => told.Add((done, of)), TestContext.Current.CancellationToken);

    /// <summary>10 mJ and 1 for each artificial node; on own spikes so many times that.</summary>
    private sealed class MadeUpCost : IArchitectureCost
    {
        public double OwnFactor { get; set; } = 1;

        public void Measure(Func<ActivityRecorder> pass) => throw new NotSupportedException();

        public Tensor Expected() => throw new NotSupportedException();

        public Tensor? Penalty(CostWeights costs) => null;

        public double MjOf(IReadOnlyList<SubnetGenotype> architecture) => 10 + ArtificialIn(architecture);

        public double OnOwnSpikes(IReadOnlyList<SubnetGenotype> architecture, Func<ActivityRecorder> pass) => OwnFactor * MjOf(architecture);

        public ChosenArchitecture Decode(double budgetMj) => new([Known], 10, budgetMj >= 10);
    }
}
