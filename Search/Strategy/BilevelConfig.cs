using EventStereo.Search.Training;

namespace EventStereo.Search.Strategy;

/// <summary>How the two levels of a search learn: the network's weights on one half of the training data, the architecture's on the other.</summary>
public sealed record BilevelConfig
{
    /// <summary>Epochs of the search. 10 in the published stereo search.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>First epochs in which only the network's weights learn, so that operations are compared when they have learned something. Published (stereo): 3.</summary>
    public int WarmUpEpochs { get; init; } = 3;

    /// <summary>Steps of an epoch, each one of weights and one of the architecture.</summary>
    public int StepsPerEpoch { get; init; } = 100;

    /// <summary>The weights' optimizer. Published: SGD with momentum 0.9.</summary>
    public OptimizerConfig Weights { get; init; } = new() { Kind = OptimizerKind.Sgd };

    /// <summary>The weights' learning rate at the beginning; a cosine takes it down.</summary>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>Where the cosine ends, as a share of <see cref="LearningRate"/>.</summary>
    public double FinalLearningRateShare { get; init; } = 0.05;

    /// <summary>Published: 3e-4.</summary>
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Largest norm of the weights' gradient. Published (classification): 5.</summary>
    public double ClipNorm { get; init; } = 5;

    /// <summary>
    /// Keeps the scales of batch norms as they are, so that an operation's share of a mixture is its architecture weight alone and no scale makes up for a small one; shifts are learned. DARTS
    /// learns neither in a search (ICLR 2019, appendix A.1.1); the published spiking searches learn both.
    /// </summary>
    public bool FixedScales { get; init; }

    /// <summary>The architecture's learning rate, of Adam. Published: 1e-3 to 2e-3 over thousands of steps; a short search needs more.</summary>
    public double ArchitectureLearningRate { get; init; } = 0.02;

    /// <summary>Published: 1e-3.</summary>
    public double ArchitectureWeightDecay { get; init; } = 1e-3;

    /// <summary>How the architecture's gradient takes the weights: as they are, or after the step that they would take.</summary>
    public BilevelOrder Order { get; init; }

    /// <summary>Softmax temperature of the architecture weights in the first epoch after the warm-up.</summary>
    public double InitialTemperature { get; init; } = 1;

    /// <summary>The same in the last epoch; geometric between. Below 1 it makes the mixture more like what is decoded.</summary>
    public double FinalTemperature { get; init; } = 0.5;

    /// <summary>Weight in the architecture's loss of the mean entropy (nat) of its probabilities, in the last epoch; rises linearly from 0. It makes the search decide.</summary>
    public double EntropyWeight { get; init; }

    /// <summary>Ends the search when the genotype stayed the same for so many epochs after the warm-up; 0 never.</summary>
    public int StopAfterStableEpochs { get; init; }

    /// <summary>
    /// Last epochs in which the architecture rests and the weights learn on decoded networks, one drawn by the probabilities a step, so that they fit networks without mixtures. What these epochs decode is
    /// the best of <see cref="Candidates"/> drawn within the budget, by their loss on held-out batches. 0 decodes the most probable; all epochs learn on draws of equal probability and mix none. Source: Guo et al., "Single path one-shot neural architecture search with uniform sampling",
    /// ECCV 2020, with the search's probabilities in place of uniform ones.
    /// </summary>
    public int SampledEpochs { get; init; }

    /// <summary>Architectures that are compared at the end of a sampled epoch, the most probable one among them.</summary>
    public int Candidates { get; init; } = 32;

    /// <summary>Held-out batches, the same for all, that they are compared on; the best quarter on four times as many.</summary>
    public int CandidateBatches { get; init; } = 8;

    /// <summary>Steps of the whole search.</summary>
    public int TotalSteps => Epochs * StepsPerEpoch;

    /// <summary>Softmax temperature in <paramref name="epoch"/>, from 0.</summary>
    public double TemperatureAt(int epoch)
    {
        double progress = Progress(epoch);
        return InitialTemperature * Math.Pow(FinalTemperature / InitialTemperature, progress);
    }

    /// <summary>Weight of the entropy in <paramref name="epoch"/>, from 0.</summary>
    public double EntropyWeightAt(int epoch) => EntropyWeight * Progress(epoch);

    /// <summary>Whether the weights learn on drawn architectures in <paramref name="epoch"/>, from 0.</summary>
    public bool IsSampled(int epoch) => epoch >= Epochs - SampledEpochs;

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path)
    {
        List<string> problems = [.. Weights.Validate($"{path}.weights")];
        Check(Epochs is >= 1 and <= 100_000, $"{path}.epochs is {Epochs}, not 1 to 100,000");
        Check(WarmUpEpochs >= 0 && WarmUpEpochs < Math.Max(1, Epochs), $"{path}.warmUpEpochs is {WarmUpEpochs}, not 0 to below the {Epochs} epochs");
        Check(SampledEpochs >= 0 && WarmUpEpochs + SampledEpochs <= Epochs, $"{path}.sampledEpochs is {SampledEpochs}, not 0 to the {Epochs - WarmUpEpochs} epochs after the warm-up");
        Check(SampledEpochs == 0 || StopAfterStableEpochs == 0, $"{path}.stopAfterStableEpochs would leave out {path}.sampledEpochs");
        Check(Candidates is >= 1 and <= 100_000, $"{path}.candidates is {Candidates}, not 1 to 100,000");
        Check(CandidateBatches is >= 1 and <= 100_000, $"{path}.candidateBatches is {CandidateBatches}, not 1 to 100,000");
        Check(StepsPerEpoch is >= 1 and <= 1_000_000, $"{path}.stepsPerEpoch is {StepsPerEpoch}, not 1 to 1,000,000");
        Check(LearningRate is > 0 and <= 10, $"{path}.learningRate is {LearningRate}, not above 0 to 10");
        Check(FinalLearningRateShare is >= 0 and <= 1, $"{path}.finalLearningRateShare is {FinalLearningRateShare}, not 0 to 1");
        Check(WeightDecay is >= 0 and <= 1, $"{path}.weightDecay is {WeightDecay}, not 0 to 1");
        Check(ClipNorm > 0, $"{path}.clipNorm is {ClipNorm}, not above 0");
        Check(ArchitectureLearningRate is > 0 and <= 10, $"{path}.architectureLearningRate is {ArchitectureLearningRate}, not above 0 to 10");
        Check(ArchitectureWeightDecay is >= 0 and <= 1, $"{path}.architectureWeightDecay is {ArchitectureWeightDecay}, not 0 to 1");
        Check(InitialTemperature is > 0 and <= 100, $"{path}.initialTemperature is {InitialTemperature}, not above 0 to 100");
        Check(FinalTemperature is > 0 and <= 100, $"{path}.finalTemperature is {FinalTemperature}, not above 0 to 100");
        Check(EntropyWeight is >= 0 and <= 1000, $"{path}.entropyWeight is {EntropyWeight}, not 0 to 1000");
        Check(StopAfterStableEpochs >= 0, $"{path}.stopAfterStableEpochs is {StopAfterStableEpochs}, not 0 or more");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>0 in the first epoch after the warm-up, 1 in the last in which the architecture learns, and after it.</summary>
    private double Progress(int epoch)
    {
        int learning = Epochs - WarmUpEpochs - SampledEpochs;
        return learning <= 1 ? 1 : Math.Clamp((epoch - WarmUpEpochs) / (double)(learning - 1), 0, 1);
    }
}
