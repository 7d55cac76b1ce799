using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;
using EventStereo.Search.Classification.Training;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;

namespace EventStereo.Search.Classification.ArchitectureSearch;

/// <summary>Settings of searches to begin with, by the name of a data set, for the networks that <see cref="ClassificationPresets"/> trains.</summary>
public static class ClassificationSearchPresets
{
    private const string AsPublished = "the published search: 8 layers, multiplier 8, 50 epochs";

    private static readonly (string Name, string Description, Func<ClassificationSearchConfig, ClassificationSearchConfig> Change)[] All =
    [
        ("cifar10", AsPublished, Published),
        ("cifar100", AsPublished, Published),
        ("imagenet", "the same on photographs of 224x224, each epoch all samples", ImageNet),
        ("fashion-mnist", "2 layers at 3 levels, multiplier 6, 18 epochs, the last 15 on drawn networks", TwoLayers),
        ("mnist", "the same", TwoLayers),
        ("n-mnist", "the same", TwoLayers),
        ("cifar10-dvs", "4 layers at 2 levels, 10 epochs, the last 5 on drawn networks", Small),
        ("dvs-gesture", "the same", Small),
        ("n-caltech101", "the same", Small),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(preset => preset.Name)];

    /// <summary>Name and description of each.</summary>
    public static IReadOnlyList<(string Name, string Description)> Descriptions { get; } = [.. All.Select(preset => (preset.Name, preset.Description))];

    /// <summary>The one called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ClassificationSearchConfig Find(string name)
    {
        int found = Array.FindIndex(All, preset => preset.Name == name);
        if (found < 0)
        {
            throw new ArgumentException($"'{name}' is no preset; there are {string.Join(", ", Names)}", nameof(name));
        }

        ClassificationRunConfig trained = ClassificationPresets.Find(name);
        return All[found].Change(new ClassificationSearchConfig { Network = trained.Network with { AuxiliaryHead = false }, Training = trained.Training, Data = trained.Data, FinalMultiplier = trained.Network.FilterMultiplier });
    }

    /// <summary>Of 50,000 samples, 45,000 of them learned, a batch of 50 for weights and architecture each from its half: 450 steps an epoch. Source: the released code's search.py.</summary>
    private static ClassificationSearchConfig Published(ClassificationSearchConfig trained) => trained with
    {
        Network = trained.Network with { FilterMultiplier = 8 },
        Search = new BilevelConfig { Epochs = 50, WarmUpEpochs = 0, StepsPerEpoch = 450, Weights = new OptimizerConfig { Kind = OptimizerKind.Sgd }, LearningRate = 0.1, ArchitectureLearningRate = 1e-3, FinalTemperature = 1 },
    };

    /// <summary>The same settings, as none are published: 1,268,000 of the 1,281,167 samples are searched on, a half of them in batches of 256 is 2,477 steps.</summary>
    private static ClassificationSearchConfig ImageNet(ClassificationSearchConfig trained)
    {
        ClassificationSearchConfig published = Published(trained);
        return published with { Search = published.Search with { StepsPerEpoch = 2_477 } };
    }

    private static ClassificationSearchConfig TwoLayers(ClassificationSearchConfig trained) => trained with
    {
        Space = new SubnetSpace
        {
            Cell = new CellSpace { Operations = [CellOperation.SkipConnect, CellOperation.SpikingConv3, CellOperation.SpikingConv5] },
            Trellis = new TrellisSpace { Layers = 2, MaxLevel = 2, Moves = TrellisMoves.SameDown },
        },
        Network = trained.Network with { FilterMultiplier = 6 },
        Training = trained.Training with { BatchSize = 50 },
        Search = new BilevelConfig
        {
            Epochs = 18,
            WarmUpEpochs = 1,
            SampledEpochs = 15,
            StepsPerEpoch = 100,
            LearningRate = 0.1,
            ArchitectureLearningRate = 0.05,
            EntropyWeight = 0.1,
            FinalTemperature = 0.5,
            Candidates = 24,
            CandidateBatches = 4,
        },
    };

    private static ClassificationSearchConfig Small(ClassificationSearchConfig trained) => trained with
    {
        Space = trained.Space with { Trellis = new TrellisSpace { Layers = 4, MaxLevel = 1, Moves = TrellisMoves.SameDown } },
        Search = new BilevelConfig
        {
            Epochs = 10, WarmUpEpochs = 2, SampledEpochs = 5, StepsPerEpoch = 60, LearningRate = 0.1, ArchitectureLearningRate = 0.02, EntropyWeight = 0.1, FinalTemperature = 0.5,
        },
    };
}
