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
public sealed record ClassificationSearchConfig : ArchitectureSearchConfig
{
    /// <summary>What is chosen among. Eight layers that keep their resolution or halve it, as published.</summary>
    public SubnetSpace Space { get; init; } = SubnetSpace.Classification;

    /// <summary>The neuron of every layer of <see cref="Space"/>.</summary>
    public NeuronGenotype Neuron { get; init; } = NeuronGenotype.Default;

    /// <summary>Shape of the network around the cells; the genotype that it names is of no effect, nor is the auxiliary read-out. Narrower than in the retraining: published is 8.</summary>
    public ClassificationNetworkConfig Network { get; init; } = new() { FilterMultiplier = 8 };

    /// <summary>How batches and the loss are made. Optimizer, schedule and length are the search's own.</summary>
    public ClassificationTrainingConfig Training { get; init; } = new();

    /// <summary><c>network.filterMultiplier</c> of the network to be trained, which energies, operations and parameters are told of and bounded for; 0 takes the search's own.</summary>
    public int FinalMultiplier { get; init; }

    /// <summary>What to search on. The samples that <c>data.validationShare</c> holds out of a training with the same seed play no part in a search either.</summary>
    public ClassificationDataConfig Data { get; init; } = new();

    /// <summary>What brings the channels to mean 0 and deviation 1, as in <see cref="ClassificationRunConfig.Normalization"/>.</summary>
    public ChannelNormalization? Normalization { get; init; }

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Space.Validate("space"), .. CommonProblems(), .. Network.Validate(), .. Training.Validate(), .. Data.Validate(), .. Training.ValidateOn(Data, Network)];
        Check(FinalMultiplier is >= 0 and <= 256, $"finalMultiplier is {FinalMultiplier}, not 0 (the search's own) to 256");
        Check(Network.Neurons == NetworkNeurons.Genotype, "network.neurons is for training; a search chooses among spiking networks");
        Check(GroupsDivide(Network.FilterMultiplier, FinalWidth), $"neurons.groups is {Neurons?.Groups}, which does not divide network.filterMultiplier and finalMultiplier, the channels of a node");
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
    internal SearchPlan Plan() => PlanOf("evs search classify", ConfigFile.ToJson(this));
}
