using System.Security.Cryptography;
using System.Text;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>Everything that a stereo search depends on but its data: the <c>config.json</c> of its run folder.</summary>
public sealed record StereoSearchConfig
{
    /// <summary>What is chosen among.</summary>
    public StereoSpace Space { get; init; } = new();

    /// <summary>Searches neurons on a given architecture in place of cells and levels; <see cref="Space"/> is then of no effect. Null searches the space.</summary>
    public NeuronSearchConfig? Neurons { get; init; }

    /// <summary>Shape of the network around the cells; the genotype that it names is of no effect. Narrower than in the retraining: published are 4 and 8.</summary>
    public StereoNetworkConfig Network { get; init; } = new() { FeatureMultiplier = 4, MatchingMultiplier = 4 };

    /// <summary>How batches and the loss are made. Optimizer, schedule and length are the search's own.</summary>
    public StereoTrainingConfig Training { get; init; } = new();

    /// <summary>How weights and architecture learn.</summary>
    public BilevelConfig Search { get; init; } = new();

    /// <summary>The network that energies, operations and parameters are told of and bounded for; null takes the search's own, at the size of the crops.</summary>
    public FinalShape? Final { get; init; } = new();

    /// <summary>Evolves surrogate gradients while the weights learn (DGS, <c>--dgs</c>), on the weights' part of the recordings, judged on the other; null keeps those of the space or genotype.</summary>
    public SurrogateEvolutionConfig? Dgs { get; init; }

    /// <summary>Weight of the expected energy in the architecture's loss, nat a millijoule.</summary>
    public double EnergyWeight { get; init; }

    /// <summary>Weight of the expected operations in it, nat for 10^9 dense products an inference. Without effect on a search for neurons, as the next.</summary>
    public double OperationsWeight { get; init; }

    /// <summary>Weight of the expected parameters in it, nat a million weights.</summary>
    public double ParametersWeight { get; init; }

    /// <summary>The most that the decoded network may cost, mJ an inference, by the firing rates of the search; 0 for no limit.</summary>
    public double BudgetMj { get; init; }

    /// <summary>Part of the recordings that the weights learn from; the architecture learns from the others. Published: one half.</summary>
    public double WeightsShare { get; init; } = 0.5;

    /// <summary>Seed of the weights, the split and the order of the data and its augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What to search on: files or folders of recordings, and training parts of published splits, as in <see cref="StereoRunConfig.Data"/>.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Space.Validate("space"), .. Final?.Validate("final", Network) ?? [], .. Neurons?.Validate("neurons") ?? [], .. Search.Validate("search"), .. AsRun().Validate()];
        Check(EnergyWeight is >= 0 and <= 1e6, $"energyWeight is {EnergyWeight}, not 0 to 1,000,000");
        Check(OperationsWeight is >= 0 and <= 1e6 && (OperationsWeight == 0 || Neurons is null), $"operationsWeight is {OperationsWeight}, not 0 to 1,000,000, and 0 where neurons are searched, which all see as many operations");
        Check(ParametersWeight is >= 0 and <= 1e6 && (ParametersWeight == 0 || Neurons is null), $"parametersWeight is {ParametersWeight}, not 0 to 1,000,000, and 0 where neurons are searched");
        Check(BudgetMj is >= 0 and <= 1e9, $"budgetMj is {BudgetMj}, not 0 (no limit) or a number of millijoules");
        StereoNetworkConfig wide = Final?.Widen(Network) ?? Network;
        Check(
            Neurons is not { Groups: > 1 and var groups } || ((int[])[Network.FeatureMultiplier, Network.MatchingMultiplier, wide.FeatureMultiplier, wide.MatchingMultiplier]).All(channels => channels % groups == 0),
            $"neurons.groups is {Neurons?.Groups}, which does not divide featureMultiplier and matchingMultiplier of network and final, the channels of a node");
        Check(WeightsShare is > 0 and < 1, $"weightsShare is {WeightsShare}, not between 0 and 1");
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
    internal SearchPlan Plan()
    {
        string on = Neurons is { } neurons ? $" --{neurons.Method.Replace("-", " --", StringComparison.Ordinal)}, on {Path.GetFileName(neurons.Genotype)}" : "";
        return new SearchPlan(
            Search, new CostWeights(EnergyWeight, OperationsWeight, ParametersWeight), BudgetMj, Seed, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConfigFile.ToJson(this)))), "evs search stereo" + on);
    }
}
