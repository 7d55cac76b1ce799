using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>Everything that a stereo search depends on but its data: the <c>config.json</c> of its run folder.</summary>
public sealed record StereoSearchConfig : ArchitectureSearchConfig
{
    /// <summary>What is chosen among.</summary>
    public StereoSpace Space { get; init; } = new();

    /// <summary>Shape of the network around the cells; the genotype that it names is of no effect. Narrower than in the retraining: published are 4 and 8.</summary>
    public StereoNetworkConfig Network { get; init; } = new() { FeatureMultiplier = 4, MatchingMultiplier = 4 };

    /// <summary>How batches and the loss are made. Optimizer, schedule and length are the search's own.</summary>
    public StereoTrainingConfig Training { get; init; } = new();

    /// <summary>The network that energies, operations and parameters are told of and bounded for; null takes the search's own, at the size of the crops.</summary>
    public FinalShape? Final { get; init; } = new();

    /// <summary>What to search on: files or folders of recordings, and training parts of published splits, as in <see cref="StereoRunConfig.Data"/>.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Space.Validate("space"), .. Final?.Validate("final", Network) ?? [], .. CommonProblems(), .. (AsRun() with { Dgs = null }).Validate()];
        StereoNetworkConfig wide = Final?.Widen(Network) ?? Network;
        Check(
            GroupsDivide(Network.FeatureMultiplier, Network.MatchingMultiplier, wide.FeatureMultiplier, wide.MatchingMultiplier),
            $"neurons.groups is {Neurons?.Groups}, which does not divide featureMultiplier and matchingMultiplier of network and final, the channels of a node");
        Check(Network.Neurons == NetworkNeurons.Genotype, "network.neurons is for training; a search chooses among spiking networks");
        Check(!Training.CarryState && Training.TruncateWindows == 0 && Training.Accumulate == 1, "training.carryState, truncateWindows and accumulate are for training; a search passes whole clips from rest");
        Check(Training.Mix.Count == 0, "training.mix is for training; a search takes all recordings alike");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>The same data and batches as a training run's configuration.</summary>
    internal StereoRunConfig AsRun() => new() { Network = Network, Training = Training, Dgs = Dgs, Seed = Seed, Data = Data };

    /// <summary>What does not depend on the task.</summary>
    internal SearchPlan Plan() => PlanOf("evs search stereo", ConfigFile.ToJson(this));
}
