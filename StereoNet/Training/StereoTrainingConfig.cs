using EventStereo.Search.Neurons;
using EventStereo.Search.Training;

namespace EventStereo.StereoNet.Training;

/// <summary>How a stereo network is trained.</summary>
public sealed record StereoTrainingConfig
{
    /// <summary>How neurons run: <c>fused</c>, in kernels where there are such, that is on the CPU, or <c>torch</c>. Equal within float tolerance, not to the bit.</summary>
    public NeuronKernels Kernels { get; init; }

    /// <summary>Optimizer steps; 0 takes <see cref="Epochs"/> instead.</summary>
    public int Steps { get; init; }

    /// <summary>Passes over the clips, when no number of steps is given.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Clips that go through the network together: all of a step's, or of a micro-batch where gradients are accumulated.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>
    /// Micro-batches of <see cref="BatchSize"/> clips whose gradients make one step, for steps that do not fit into memory. Their clips are those of
    /// one batch so many times as large, and so is the loss, the mean over the loss pixels of all; batch statistics are each micro-batch's own.
    /// </summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>
    /// Whether the batch norms of a data-parallel run take the clips of all ranks as one batch while they train. By default each rank's are its
    /// own, as those of accumulated micro-batches are, and two ranks equal one that accumulates. One rank is the same either way.
    /// </summary>
    public bool SyncBatchNorm { get; init; }

    /// <summary>Consecutive windows in a clip, T; the network starts each clip from rest.</summary>
    public int ClipWindows { get; init; } = 3;

    /// <summary>Windows at the start of a clip without loss, while the membranes settle.</summary>
    public int BurnInWindows { get; init; }

    /// <summary>
    /// Windows that gradients flow through: a clip goes in chunks of so many, membranes carried from one to the next, a backward pass after each, one
    /// optimizer step at the end. Memory is then that of a chunk. 0 takes the whole clip.
    /// </summary>
    public int TruncateWindows { get; init; }

    /// <summary>
    /// Whether the membranes go on from one clip to the next: each place in the batch walks through a recording clip after clip, one a step, and starts
    /// at rest where the next recording begins. Gradients stay within a clip.
    /// </summary>
    public bool CarryState { get; init; }

    /// <summary>
    /// A weight for each entry of the data, to mix them by: samples are taken from the entries in these shares, however many recordings each holds.
    /// Empty takes every recording equally often.
    /// </summary>
    public IReadOnlyList<double> Mix { get; init; } = [];

    /// <summary>Window length, µs: the time between two ground-truth maps of MVSEC.</summary>
    public long WindowUs { get; init; } = 50_000;

    /// <summary>Rows of a random crop.</summary>
    public int CropHeight { get; init; } = 128;

    /// <summary>Columns of a random crop; wide, since disparity runs along it.</summary>
    public int CropWidth { get; init; } = 160;

    /// <summary>What changes the weights.</summary>
    public OptimizerConfig Optimizer { get; init; } = new();

    /// <summary>Course of the learning rate after its warm-up.</summary>
    public LearningRateScheduleConfig Schedule { get; init; } = new();

    /// <summary>Highest learning rate, reached after the warm-up.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Learning rate at the end of a cosine as a share of the highest.</summary>
    public double FinalLearningRateShare { get; init; } = 0.01;

    /// <summary>Steps over which the learning rate rises.</summary>
    public int WarmupSteps { get; init; } = 30;

    /// <summary>Weight decay; how it acts is the optimizer's.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Largest norm of the gradient of all weights.</summary>
    public double ClipNorm { get; init; } = 5;

    /// <summary>Scale of the Laplace target, px; twice the published 1 forgives the ground truth's own error at object edges.</summary>
    public float TargetScalePx { get; init; } = 2f;

    /// <summary>
    /// Weight of the firing rate in the loss: <c>rateWeight * mean over layers of max(0, rate - targetRate)^2</c>. Spikes are what a spiking network's
    /// energy is made of. 0 leaves the rates alone.
    /// </summary>
    public double RateWeight { get; init; }

    /// <summary>Firing rate up to which a layer costs the loss nothing, spikes a neuron and step.</summary>
    public double TargetRate { get; init; } = 0.1;

    /// <summary>Where the loss looks.</summary>
    public LossPixels LossPixels { get; init; } = LossPixels.Events;

    /// <summary>Most loss pixels a window takes; more are thinned at random, to bound a step's cost.</summary>
    public int LossPixelsPerWindow { get; init; } = 4000;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>Steps between two validations on held-out data, where there is such data.</summary>
    public int ValidateEvery { get; init; } = 500;

    /// <summary>Most clips of a validation, spread evenly over the held-out data; 0 takes all.</summary>
    public int ValidationClips { get; init; }

    /// <summary>Random changes of the clips.</summary>
    public StereoAugmentation Augmentation { get; init; } = new();

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. Optimizer.Validate("training.optimizer"), .. Schedule.Validate("training.schedule"), .. Augmentation.Validate()];
        Check(Enum.IsDefined(Kernels), $"training.kernels is {Kernels}, not fused or torch");
        Check(Steps is >= 0 and <= 100_000_000, $"training.steps is {Steps}, not 0 to 100,000,000");
        Check(Steps > 0 || Epochs is >= 1 and <= 1_000_000, $"training.epochs is {Epochs}, not 1 to 1,000,000");
        Check(BatchSize is >= 1 and <= 4096, $"training.batchSize is {BatchSize}, not 1 to 4096");
        Check(Accumulate is >= 1 and <= 4096, $"training.accumulate is {Accumulate}, not 1 to 4096");
        Check(ClipWindows is >= 1 and <= 1000, $"training.clipWindows is {ClipWindows}, not 1 to 1000");
        Check(BurnInWindows >= 0 && BurnInWindows < ClipWindows, $"training.burnInWindows is {BurnInWindows}, not 0 to clipWindows - 1");
        Check(TruncateWindows >= 0 && TruncateWindows <= ClipWindows, $"training.truncateWindows is {TruncateWindows}, not 0 to clipWindows");
        Check(WindowUs is >= 1000 and <= 10_000_000, $"training.windowUs is {WindowUs}, not 1,000 to 10,000,000");
        Check(CropHeight is >= 16 and <= 4096, $"training.cropHeight is {CropHeight}, not 16 to 4096");
        Check(CropWidth is >= 16 and <= 4096, $"training.cropWidth is {CropWidth}, not 16 to 4096");
        Check(LearningRate is > 0 and <= 10, $"training.learningRate is {LearningRate}, not above 0 to 10");
        Check(FinalLearningRateShare is >= 0 and <= 1, $"training.finalLearningRateShare is {FinalLearningRateShare}, not 0 to 1");
        Check(WarmupSteps >= 0, $"training.warmupSteps is {WarmupSteps}, not 0 or more");
        Check(WeightDecay is >= 0 and <= 1, $"training.weightDecay is {WeightDecay}, not 0 to 1");
        Check(ClipNorm > 0, $"training.clipNorm is {ClipNorm}, not above 0");
        Check(TargetScalePx is > 0 and <= 100, $"training.targetScalePx is {TargetScalePx}, not above 0 to 100");
        Check(RateWeight is >= 0 and <= 1e6, $"training.rateWeight is {RateWeight}, not 0 to 1,000,000");
        Check(TargetRate is >= 0 and <= 1, $"training.targetRate is {TargetRate}, not 0 to 1");
        Check(LossPixelsPerWindow >= 16, $"training.lossPixelsPerWindow is {LossPixelsPerWindow}, not 16 or more");
        Check(CheckpointEvery >= 1, $"training.checkpointEvery is {CheckpointEvery}, not 1 or more");
        Check(Mix.All(weight => weight is > 0 and <= 1e6), "training.mix must be numbers above 0");
        Check(ValidationClips >= 0, $"training.validationClips is {ValidationClips}, not 0 or more");
        Check(ValidateEvery >= 1, $"training.validateEvery is {ValidateEvery}, not 1 or more");
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
