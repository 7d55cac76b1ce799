using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Loading;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Neurons;
using EventStereo.Search.Training;

namespace EventStereo.Search.Classification.Training;

/// <summary>How a classifier is trained. The defaults are the published retraining: SGD with momentum 0.9, a cosine from 0.025 to 0 over 100 epochs, batches of 50.</summary>
public sealed record ClassificationTrainingConfig
{
    /// <summary>How neurons run: <c>fused</c>, in kernels where there are such, or <c>torch</c>.</summary>
    public NeuronKernels Kernels { get; init; }

    /// <summary>Passes over the training samples.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>Optimizer steps, in place of <see cref="Epochs"/>; 0 takes those.</summary>
    public int Steps { get; init; }

    /// <summary>Samples of a step.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>What changes the weights.</summary>
    public OptimizerConfig Optimizer { get; init; } = new() { Kind = OptimizerKind.Sgd };

    /// <summary>Course of the learning rate after its warm-up.</summary>
    public LearningRateScheduleConfig Schedule { get; init; } = new();

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>Learning rate at the end of a cosine as a share of the highest.</summary>
    public double FinalLearningRateShare { get; init; }

    /// <summary>Steps over which the learning rate rises.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Weight decay; how it acts is the optimizer's.</summary>
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Largest norm of the gradient of all weights.</summary>
    public double ClipNorm { get; init; } = 5;

    /// <summary>Where the cross-entropy looks.</summary>
    public LossForm Loss { get; init; }

    /// <summary>Share of the target that is spread over all classes; published: none.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Weight of the auxiliary read-out, where the network has one.</summary>
    public double AuxiliaryWeight { get; init; } = 0.4;

    /// <summary>Weight of the firing rates in the loss: <c>rateWeight * mean over layers of max(0, rate - targetRate)^2</c>.</summary>
    public double RateWeight { get; init; }

    /// <summary>Firing rate up to which a layer costs the loss nothing.</summary>
    public double TargetRate { get; init; } = 0.1;

    /// <summary>Random changes of the training samples.</summary>
    public ImageAugmentation Augmentation { get; init; } = new();

    /// <summary>Parameter of mixup, which mixes the samples of a batch and their labels: 0 mixes none, the larger the more, to 2. 0.2 is usual for ImageNet, 1 for CIFAR (Zhang et al., ICLR 2018).</summary>
    public double MixupAlpha { get; init; }

    /// <summary>Threads that read and augment.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether a sample that cannot be read ends the run; else it is left out and told.</summary>
    public bool Strict { get; init; }

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>Steps between two validations; 0 validates after each epoch.</summary>
    public int ValidateEvery { get; init; }

    /// <summary>How batches of the training are made, ahead of it by so many. In a single time step the batch norm of a read-out needs two samples for its deviation.</summary>
    internal BatchLoaderConfig Loading(ClassificationNetworkConfig network, int queued = 2) => new() { BatchSize = BatchSize, LeastBatch = LeastBatch(network), Workers = Workers, QueuedBatches = queued, Strict = Strict, Augmentation = Augmentation, MixupAlpha = MixupAlpha };

    /// <summary>What of the settings does not fit the data or the network, none when empty.</summary>
    internal IReadOnlyList<string> ValidateOn(ClassificationDataConfig data, ClassificationNetworkConfig network) =>
    [
        .. data.IsOfEvents && Augmentation.AutoAugment != AutoAugmentPolicy.None ? (string[])["training.augmentation.autoAugment is for images, not for counts of events"] : [],
        .. BatchSize < LeastBatch(network) ? (string[])["training.batchSize is 1, and with a network.steps of 1 batch norms need 2"] : [],
    ];

    private static int LeastBatch(ClassificationNetworkConfig network) => network.Steps == 1 ? 2 : 1;

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Optimizer.Validate("training.optimizer"), .. Schedule.Validate("training.schedule"), .. Augmentation.Validate("training.augmentation")];
        Check(Enum.IsDefined(Kernels), $"training.kernels is {Kernels}, not fused or torch");
        Check(Steps is >= 0 and <= 100_000_000, $"training.steps is {Steps}, not 0 to 100,000,000");
        Check(Steps > 0 || Epochs is >= 1 and <= 1_000_000, $"training.epochs is {Epochs}, not 1 to 1,000,000");
        Check(BatchSize is >= 1 and <= 65_536, $"training.batchSize is {BatchSize}, not 1 to 65,536");
        Check(LearningRate is > 0 and <= 10, $"training.learningRate is {LearningRate}, not above 0 to 10");
        Check(FinalLearningRateShare is >= 0 and <= 1, $"training.finalLearningRateShare is {FinalLearningRateShare}, not 0 to 1");
        Check(WarmupSteps >= 0, $"training.warmupSteps is {WarmupSteps}, not 0 or more");
        Check(WeightDecay is >= 0 and <= 1, $"training.weightDecay is {WeightDecay}, not 0 to 1");
        Check(ClipNorm > 0, $"training.clipNorm is {ClipNorm}, not above 0");
        Check(Enum.IsDefined(Loss), "training.loss must be mean or perStep");
        Check(LabelSmoothing is >= 0 and < 1, $"training.labelSmoothing is {LabelSmoothing}, not 0 to below 1");
        Check(AuxiliaryWeight is >= 0 and <= 100, $"training.auxiliaryWeight is {AuxiliaryWeight}, not 0 to 100");
        Check(RateWeight is >= 0 and <= 1e6, $"training.rateWeight is {RateWeight}, not 0 to 1,000,000");
        Check(TargetRate is >= 0 and <= 1, $"training.targetRate is {TargetRate}, not 0 to 1");
        Check(BatchLoaderConfig.IsAlpha(MixupAlpha), $"training.mixupAlpha is {MixupAlpha}, not 0 (none) or {BatchLoaderConfig.LeastAlpha} to {BatchLoaderConfig.MostAlpha}");
        Check(Workers is >= 1 and <= 256, $"training.workers is {Workers}, not 1 to 256");
        Check(CheckpointEvery >= 1, $"training.checkpointEvery is {CheckpointEvery}, not 1 or more");
        Check(ValidateEvery >= 0, $"training.validateEvery is {ValidateEvery}, not 0 (after each epoch) or more");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
