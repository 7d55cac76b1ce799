using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;
using EventStereo.Search.Ops;

namespace EventStereo.Search.Classification.Training;

/// <summary>Settings to begin with, by the name of a data set.</summary>
public static class ClassificationPresets
{
    /// <summary>For small images on processor cores: nodes of 24 and 48 channels, whole tiles of six in the convolution's kernels.</summary>
    private static readonly ClassificationNetworkConfig TwoCells =
        new() { Genotype = BuiltInGenotypes.TwoCells.Name, FilterMultiplier = 12, Resampling = SpikeResampling.MaxPool, Readout = ClassificationReadout.Means };

    private static readonly (string Name, string Description, ClassificationRunConfig Config)[] All =
    [
        ("cifar10", "the published retraining: multiplier 48, 6 steps, auxiliary read-out, 100 epochs", Cifar(DatasetKind.Cifar10)),
        ("cifar100", "the same for 100 classes", Cifar(DatasetKind.Cifar100)),
        ("imagenet", "the large network: multiplier 96, 6 steps, photographs of 224x224, 100 epochs", ImageNet()),
        ("fashion-mnist", "28x28 grey images, two cells, multiplier 12, 2 steps, 14 epochs", Grey(DatasetKind.FashionMnist, ImageAugmentation.None with { FlipHorizontally = true })),
        ("mnist", "the same for digits, which are not mirrored", Grey(DatasetKind.Mnist, ImageAugmentation.None with { CropPaddingPx = 2 })),
        ("cifar10-dvs", "128x128 event recordings on 48x48, 10 frames of equally many events, multiplier 16, 100 epochs", Cifar10Dvs()),
        ("dvs-gesture", "gestures on 64x64, 16 frames of equally many events, multiplier 16, 100 epochs", DvsGesture()),
        ("n-caltech101", "240x180 event recordings on 80x60, 10 frames of equal time, multiplier 16, 60 epochs", NCaltech101()),
        ("n-mnist", "34x34 event recordings, 6 frames of equal time, two cells, multiplier 12, 6 epochs", NMnist()),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(preset => preset.Name)];

    /// <summary>Name and description of each.</summary>
    public static IReadOnlyList<(string Name, string Description)> Descriptions { get; } = [.. All.Select(preset => (preset.Name, preset.Description))];

    /// <summary>The one called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ClassificationRunConfig Find(string name) => All.FirstOrDefault(preset => preset.Name == name).Config
        ?? throw new ArgumentException($"'{name}' is no preset; there are {string.Join(", ", Names)}", nameof(name));

    private static ClassificationRunConfig Cifar(DatasetKind kind) => new()
    {
        Network = new ClassificationNetworkConfig { AuxiliaryHead = true },
        Data = new ClassificationDataConfig { Dataset = kind },
    };

    /// <summary>The size of the published large network; how it was trained is not published, so batch, rates and label smoothing are those usual for the data set.</summary>
    private static ClassificationRunConfig ImageNet() => new()
    {
        Network = new ClassificationNetworkConfig { FilterMultiplier = 96, Classes = 1000, StemReduction = 8, AuxiliaryHead = true },
        Training = new ClassificationTrainingConfig
        {
            BatchSize = 256,
            LearningRate = 0.1,
            WeightDecay = 1e-4,
            LabelSmoothing = 0.1,
            Workers = 8,
            Augmentation = ImageAugmentation.None with { FlipHorizontally = true, ResizedCropShare = 0.08 },
        },
        Data = new ClassificationDataConfig { Dataset = DatasetKind.ImageNet, ValidationShare = 0.01 },
    };

    private static ClassificationRunConfig Grey(DatasetKind kind, ImageAugmentation augmentation) => new()
    {
        Network = TwoCells with { Steps = 2 },
        Training = new ClassificationTrainingConfig { Epochs = 14, BatchSize = 100, LearningRate = 0.1, WarmupSteps = 100, Loss = LossForm.PerStep, Augmentation = augmentation },
        Data = new ClassificationDataConfig { Dataset = kind },
    };

    private static ClassificationRunConfig NMnist() => new()
    {
        Network = TwoCells with { Steps = 6 },
        Training = new ClassificationTrainingConfig { Epochs = 6, BatchSize = 50, LearningRate = 0.05, Loss = LossForm.PerStep, Augmentation = ImageAugmentation.None with { CropPaddingPx = 2 } },
        Data = new ClassificationDataConfig { Dataset = DatasetKind.NMnist },
    };

    /// <summary>Frames and augmentation of Deng et al., TET, ICLR 2022: 10 frames of 48x48, every second one mirrored, rolled by up to 5 pixels; the loss of every step.</summary>
    private static ClassificationRunConfig Cifar10Dvs() => LargeEvents(DatasetKind.Cifar10Dvs, 10, 100) with
    {
        Data = new ClassificationDataConfig { Dataset = DatasetKind.Cifar10Dvs, Slicing = EventSlicing.ByCount, FrameWidth = 48, FrameHeight = 48 },
    };

    /// <summary>16 frames of equally many events, as SpikingJelly's examples have it. Left and right are what tells gestures apart: none is mirrored.</summary>
    private static ClassificationRunConfig DvsGesture()
    {
        ClassificationRunConfig config = LargeEvents(DatasetKind.DvsGesture, 16, 100);
        return config with
        {
            Network = config.Network with { StemReduction = 2 },
            Training = config.Training with { BatchSize = 16, Augmentation = ImageAugmentation.None with { CropPaddingPx = 4 } },
            Data = new ClassificationDataConfig { Dataset = DatasetKind.DvsGesture, Slicing = EventSlicing.ByCount, FrameWidth = 64, FrameHeight = 64 },
        };
    }

    private static ClassificationRunConfig NCaltech101()
    {
        ClassificationRunConfig config = LargeEvents(DatasetKind.NCaltech101, 10, 60);
        return config with
        {
            Network = config.Network with { StemReduction = 2 },
            Data = new ClassificationDataConfig { Dataset = DatasetKind.NCaltech101, FrameWidth = 80, FrameHeight = 60 },
        };
    }

    private static ClassificationRunConfig LargeEvents(DatasetKind kind, int steps, int epochs) => new()
    {
        Network = new ClassificationNetworkConfig { FilterMultiplier = 16, Steps = steps },
        Training = new ClassificationTrainingConfig
        {
            Epochs = epochs,
            BatchSize = 32,
            LearningRate = 0.05,
            Loss = LossForm.PerStep,
            Augmentation = ImageAugmentation.None with { FlipHorizontally = true, RollPx = 5 },
        },
        Data = new ClassificationDataConfig { Dataset = kind },
    };
}
