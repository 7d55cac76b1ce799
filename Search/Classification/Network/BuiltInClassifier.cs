using System.Diagnostics.CodeAnalysis;
using TorchSharp;

namespace EventStereo.Search.Classification.Network;

/// <summary>A classification network that the program knows by name: a published genotype at a published size.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Height">Rows of the images that it is for.</param>
/// <param name="Width">Columns of them.</param>
/// <param name="Config">Its settings.</param>
public sealed record BuiltInClassifier(string Name, string Kind, int Height, int Width, ClassificationNetworkConfig Config)
{
    private const int Seed = 1;

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<BuiltInClassifier> All { get; } =
    [
        new("spikedhs-cifar", "published genotype, untrained", 32, 32, new ClassificationNetworkConfig()),
        new("spikedhs-imagenet", "published genotype at the published large network's size, untrained", 224, 224, new ClassificationNetworkConfig { FilterMultiplier = 96, Classes = 1000, StemReduction = 8 }),
    ];

    /// <summary>The one called <paramref name="name"/>; false if there is none.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out BuiltInClassifier? classifier)
    {
        classifier = All.FirstOrDefault(candidate => candidate.Name == name);
        return classifier is not null;
    }

    /// <summary>The network with fresh weights, the same on every call.</summary>
    public ClassificationNetwork Create()
    {
        torch.random.manual_seed(Seed);
        return new ClassificationNetwork(Config, ClassificationGenotypes.Resolve(Config.Genotype));
    }
}
