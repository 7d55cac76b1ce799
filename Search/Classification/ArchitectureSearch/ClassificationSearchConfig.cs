using System.Security.Cryptography;
using System.Text;
using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
using EventStereo.Search.Strategy;

namespace EventStereo.Search.Classification.ArchitectureSearch;

/// <summary>Everything that a search for a classifier depends on but its data: the <c>config.json</c> of its run folder.</summary>
public sealed record ClassificationSearchConfig
{
    /// <summary>What is chosen among. Eight layers that keep their resolution or halve it, as published.</summary>
    public SubnetSpace Space { get; init; } = SubnetSpace.Classification;

    /// <summary>The neuron of every layer of <see cref="Space"/>.</summary>
    public NeuronGenotype Neuron { get; init; } = NeuronGenotype.Default;

    /// <summary>Searches neurons on a given architecture in place of cells and levels; <see cref="Space"/> is then of no effect. Null searches the space.</summary>
    public NeuronSearchConfig? Neurons { get; init; }

    /// <summary>Shape of the network around the cells; the genotype that it names is of no effect, nor is the auxiliary read-out. Narrower than in the retraining: published is 8.</summary>
    public ClassificationNetworkConfig Network { get; init; } = new() { FilterMultiplier = 8 };

    /// <summary>How batches and the loss are made. Optimizer, schedule and length are the search's own.</summary>
    public ClassificationTrainingConfig Training { get; init; } = new();

    /// <summary>How weights and architecture learn.</summary>
    public BilevelConfig Search { get; init; } = new();

    /// <summary><c>network.filterMultiplier</c> of the network to be trained, which energies, operations and parameters are told of and bounded for; 0 takes the search's own.</summary>
    public int FinalMultiplier { get; init; }

    /// <summary>Evolves surrogate gradients while the weights learn (DGS, <c>--dgs</c>), on the weights' part of the samples, judged on the other; null keeps those of the space or genotype.</summary>
    public SurrogateEvolutionConfig? Dgs { get; init; }

    /// <summary>Weight of the expected energy in the architecture's loss, nat a millijoule.</summary>
    public double EnergyWeight { get; init; }

    /// <summary>Weight of the expected operations in it, nat for 10^9 dense products an inference. Without effect on a search for neurons, as the next.</summary>
    public double OperationsWeight { get; init; }

    /// <summary>Weight of the expected parameters in it, nat a million weights.</summary>
    public double ParametersWeight { get; init; }

    /// <summary>The most that the decoded network may cost, mJ an inference, by the firing rates of the search; 0 for no limit.</summary>
    public double BudgetMj { get; init; }

    /// <summary>Part of the training samples, class by class, that the weights learn from; the architecture learns from the others. Published: one half.</summary>
    public double WeightsShare { get; init; } = 0.5;

    /// <summary>Seed of the weights, the split and the order of the data and its augmentation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What to search on. The samples that <c>data.validationShare</c> holds out of a training play no part in a search either.</summary>
    public ClassificationDataConfig Data { get; init; } = new();

    /// <summary>What brings the channels to mean 0 and deviation 1, as in <see cref="ClassificationRunConfig.Normalization"/>.</summary>
    public ChannelNormalization? Normalization { get; init; }

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Space.Validate("space"), .. Neurons?.Validate("neurons") ?? [], .. Search.Validate("search"), .. Network.Validate(), .. Training.Validate(), .. Data.Validate(), .. Training.ValidateOn(Data), .. Dgs?.Validate("dgs") ?? []];
        Check(FinalMultiplier is >= 0 and <= 256, $"finalMultiplier is {FinalMultiplier}, not 0 (the search's own) to 256");
        Check(EnergyWeight is >= 0 and <= 1e6, $"energyWeight is {EnergyWeight}, not 0 to 1,000,000");
        Check(OperationsWeight is >= 0 and <= 1e6 && (OperationsWeight == 0 || Neurons is null), $"operationsWeight is {OperationsWeight}, not 0 to 1,000,000, and 0 where neurons are searched, which all see as many operations");
        Check(ParametersWeight is >= 0 and <= 1e6 && (ParametersWeight == 0 || Neurons is null), $"parametersWeight is {ParametersWeight}, not 0 to 1,000,000, and 0 where neurons are searched");
        Check(BudgetMj is >= 0 and <= 1e9, $"budgetMj is {BudgetMj}, not 0 (no limit) or a number of millijoules");
        Check(WeightsShare is > 0 and < 1, $"weightsShare is {WeightsShare}, not between 0 and 1");
        Check(Network.Neurons == NetworkNeurons.Genotype, "network.neurons is for training; a search chooses among spiking networks");
        int[] widths = [Network.FilterMultiplier, FinalWidth];
        Check(Neurons is not { Groups: > 1 and var groups } || widths.All(channels => channels % groups == 0), $"neurons.groups is {Neurons?.Groups}, which does not divide network.filterMultiplier and finalMultiplier, the channels of a node");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>Multiplier of the network to be trained.</summary>
    internal int FinalWidth => FinalMultiplier > 0 ? FinalMultiplier : Network.FilterMultiplier;

    /// <summary>What does not depend on the task.</summary>
    internal SearchPlan Plan()
    {
        string on = Neurons is { } neurons ? $" --{neurons.Method.Replace("-", " --", StringComparison.Ordinal)}, on {Path.GetFileName(neurons.Genotype)}" : "";
        return new SearchPlan(
            Search, new CostWeights(EnergyWeight, OperationsWeight, ParametersWeight), BudgetMj, Seed, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConfigFile.ToJson(this)))), "evs search classify" + on);
    }
}
