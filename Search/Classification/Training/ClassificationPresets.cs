using EventStereo.Search.Classification.Augmentation;
using EventStereo.Search.Classification.Data;
using EventStereo.Search.Classification.Network;

namespace EventStereo.Search.Classification.Training;

/// <summary>Settings to begin with, by the name of a data set.</summary>
public static class ClassificationPresets
{
    private static readonly (string Name, string Description, ClassificationRunConfig Config)[] All =
    [
        ("cifar10", "the published retraining: multiplier 48, 6 steps, auxiliary read-out, 100 epochs", Cifar(DatasetKind.Cifar10)),
        ("cifar100", "the same for 100 classes", Cifar(DatasetKind.Cifar100)),
        ("fashion-mnist", "28x28 grey images, multiplier 8, 4 steps, 12 epochs", Grey(DatasetKind.FashionMnist, new ImageAugmentation { CropPaddingPx = 2, CutoutPx = 8 })),
        ("mnist", "the same for digits, which are not mirrored", Grey(DatasetKind.Mnist, new ImageAugmentation { CropPaddingPx = 2, FlipHorizontally = false, CutoutPx = 0 })),
        ("n-mnist", "34x34 event recordings, 6 frames of equal time, multiplier 8, 6 epochs", Events(DatasetKind.NMnist)),
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

    private static ClassificationRunConfig Grey(DatasetKind kind, ImageAugmentation augmentation) => new()
    {
        Network = new ClassificationNetworkConfig { FilterMultiplier = 8, Steps = 4 },
        Training = new ClassificationTrainingConfig { Epochs = 12, BatchSize = 100, LearningRate = 0.1, Augmentation = augmentation },
        Data = new ClassificationDataConfig { Dataset = kind },
    };

    private static ClassificationRunConfig Events(DatasetKind kind) => new()
    {
        Network = new ClassificationNetworkConfig { FilterMultiplier = 8, Steps = 6 },
        Training = new ClassificationTrainingConfig { Epochs = 6, BatchSize = 50, LearningRate = 0.05, Augmentation = new ImageAugmentation { CropPaddingPx = 2, FlipHorizontally = false, CutoutPx = 0 } },
        Data = new ClassificationDataConfig { Dataset = kind },
    };
}
