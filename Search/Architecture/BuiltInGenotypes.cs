namespace EventStereo.Search.Architecture;

/// <summary>The genotypes that ship with the project, by name.</summary>
public static class BuiltInGenotypes
{
    /// <summary>
    /// The published stereo architecture: paths [1, 0] and [1, 2, 2, 1], cells as in the logs committed to Huawei-BIC/SpikeDHS
    /// (<c>logs/best_model</c>).
    /// </summary>
    public static readonly StereoGenotype SpikeDhsStereo = new(
        "spikedhs-stereo",
        new GenotypeProvenance("published: github.com/Huawei-BIC/SpikeDHS, logs/best_model (MVSEC search, epoch 9)"),
        new SubnetGenotype([1, 0], CellGenotype.FromEdgeNumbers(3, (1, 1), (0, 1), (3, 2), (2, 1), (7, 1), (8, 1))),
        new SubnetGenotype([1, 2, 2, 1], CellGenotype.FromEdgeNumbers(3, (0, 1), (1, 2), (4, 2), (3, 2), (8, 1), (6, 1))));

    /// <summary>
    /// The published classification architecture: path [0, 0, 1, 1, 1, 2, 2, 2]; 14,293,758 parameters with filter multiplier 48 and 10 classes. Its cell is byte for byte that of
    /// <see cref="SpikeDhsStereo"/>'s feature net, so it is no independent result of a search on CIFAR.
    /// </summary>
    public static readonly ClassificationGenotype SpikeDhsCifar = new(
        "spikedhs-cifar",
        new GenotypeProvenance("published: github.com/Huawei-BIC/SpikeDHS, README (CIFAR); the cell is byte-identical to the feature cell of the MVSEC search's log: shared or a placeholder, no independent CIFAR search"),
        new SubnetGenotype([0, 0, 1, 1, 1, 2, 2, 2], CellGenotype.FromEdgeNumbers(3, (1, 1), (0, 1), (3, 2), (2, 1), (7, 1), (8, 1))));

    /// <summary>
    /// <see cref="SpikeDhsCifar"/>'s cell on a short path, [1, 2], for small images on two processor cores. The path is made by hand: one cell at half the image's size, one at a quarter, none at
    /// its full size, where a cell takes as many operations and sees least; two wide cells learn more in the same time than four narrow ones.
    /// </summary>
    public static readonly ClassificationGenotype TwoCells = new(
        "two-cells",
        new GenotypeProvenance("by hand: the published cell of spikedhs-cifar on a path of two for images of 28x28; no result of a search"),
        new SubnetGenotype([1, 2], SpikeDhsCifar.Network.Cell));

    /// <summary>Every built-in genotype.</summary>
    public static IReadOnlyList<Genotype> All { get; } = [SpikeDhsStereo, SpikeDhsCifar, TwoCells];

    /// <summary>The genotype called <paramref name="name"/>; false if there is none.</summary>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Genotype? genotype)
    {
        genotype = All.FirstOrDefault(candidate => candidate.Name == name);
        return genotype is not null;
    }
}
