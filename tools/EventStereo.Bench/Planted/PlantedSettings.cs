using EventStereo.Search.Strategy;
using EventStereo.Search.Training;

namespace EventStereo.Bench.Planted;

/// <summary>Sizes of a planted problem and of the search that is to solve it.</summary>
internal sealed record PlantedSettings
{
    /// <summary>Channels of the input.</summary>
    public int Inputs { get; init; } = 3;

    /// <summary>Channels a node at level 0 of the network that makes the data.</summary>
    public int TeacherMultiplier { get; init; } = 1;

    /// <summary>The same of the network that searches: wider, since a spiking network as narrow as what it imitates does not learn it.</summary>
    public int Multiplier { get; init; } = 8;

    /// <summary>Channels that are read out of each node.</summary>
    public int Outputs { get; init; } = 2;

    /// <summary>Rows and columns.</summary>
    public int Side { get; init; } = 10;

    /// <summary>Time steps.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Samples of a batch.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Share of spikes in the input; few, so that neither a pool nor a coarser level is full of them.</summary>
    public double InputRate { get; init; } = 0.05;

    /// <summary>By how many deviations the currents of the network that makes the data lie below 0, for the same reason.</summary>
    public double Sparseness { get; init; } = 1;

    /// <summary>Weight in the architecture's loss of the expected cost, as a part of what it was at the beginning.</summary>
    public double CostWeight { get; init; } = 0.1;

    /// <summary>The search.</summary>
    public BilevelConfig Bilevel { get; init; } = new()
    {
        Epochs = 10, WarmUpEpochs = 3, StepsPerEpoch = 25, Weights = new OptimizerConfig(), LearningRate = 0.02, FixedScales = true, WeightDecay = 0,
        ArchitectureLearningRate = 0.1, ArchitectureWeightDecay = 0, FinalTemperature = 0.3, EntropyWeight = 0.2,
    };

    /// <summary>
    /// The same with eight of twelve epochs on drawn architectures, among which the last one chooses: of neurons, which all see the same current, a mixture lets the weights learn neither spike nor graded value as the decoded
    /// network has it, and what comes behind guesses.
    /// </summary>
    public PlantedSettings OnDrawn(int stepsPerEpoch) => this with
    {
        Bilevel = Bilevel with { Epochs = 12, WarmUpEpochs = 2, SampledEpochs = 8, StepsPerEpoch = stepsPerEpoch, FinalTemperature = 1, EntropyWeight = 0 },
    };
}
