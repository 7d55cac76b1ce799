using System.Numerics;
using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;

namespace EventStereo.Search.Classification.Network;

/// <summary>
/// Shape of the spiking classification network around its genotype. The defaults are the published size for CIFAR-10: 14,293,758 parameters with the genotype
/// <c>spikedhs-cifar</c>.
/// </summary>
public sealed record ClassificationNetworkConfig
{
    /// <summary>Name of a built-in genotype or path of a genotype file.</summary>
    public string Genotype { get; init; } = "spikedhs-cifar";

    /// <summary>Spiking as the genotype says, or the artificial network of equal shape.</summary>
    public NetworkNeurons Neurons { get; init; }

    /// <summary>Whether it is the artificial network of equal shape.</summary>
    public bool IsArtificial => Neurons == NetworkNeurons.RectifiedLinear;

    /// <summary>Classes that it tells apart.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Input channels a step: red, green, blue; 1 of a grey image; 2 polarities of an event frame.</summary>
    public int InputChannels { get; init; } = 3;

    /// <summary>Channels a node has at level 0; doubled at each level, and three times as many in the stem. 48 in the published retraining, 96 in the large network.</summary>
    public int FilterMultiplier { get; init; } = 48;

    /// <summary>Time steps <c>T</c> of an image, which is shown in each of them; of event data, frames. 6 in the published search and retraining.</summary>
    public int Steps { get; init; } = 6;

    /// <summary>How an image becomes the spikes of level 0.</summary>
    public ClassificationStem Stem { get; init; }

    /// <summary>Pixels of the image to one of level 0, in rows and in columns: 1 for images of 32x32, as published; 8 gives images of 224x224 the same number of pixels nearly.</summary>
    public int StemReduction { get; init; } = 1;

    /// <summary>How spike maps change resolution. Nearest is the published form.</summary>
    public SpikeResampling Resampling { get; init; }

    /// <summary>What the linear layer at the end sees.</summary>
    public ClassificationReadout Readout { get; init; }

    /// <summary>Whether training has a second, auxiliary read-out two thirds up the chain (published: loss weight 0.4). It plays no part afterwards.</summary>
    public bool AuxiliaryHead { get; init; }

    /// <summary>Halvings between the image and level 0.</summary>
    public int StemHalvings => BitOperations.Log2((uint)StemReduction);

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        Check(!string.IsNullOrWhiteSpace(Genotype), "network.genotype is empty; give a built-in name or a file");
        Check(Classes is >= 2 and <= 100_000, $"network.classes is {Classes}, not 2 to 100000");
        Check(InputChannels is >= 1 and <= 64, $"network.inputChannels is {InputChannels}, not 1 to 64");
        Check(FilterMultiplier is >= 1 and <= 256, $"network.filterMultiplier is {FilterMultiplier}, not 1 to 256");
        Check(Steps is >= 1 and <= 1000, $"network.steps is {Steps}, not 1 to 1000");
        Check(StemReduction is 1 or 2 or 4 or 8, $"network.stemReduction is {StemReduction}, not 1, 2, 4 or 8");
        Check(Enum.IsDefined(Readout), $"network.readout is {Readout}, not spikes or means");
        Check(Stem != ClassificationStem.Deep || StemReduction > 1, "network.stem deep is for a network.stemReduction of 2, 4 or 8");
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
