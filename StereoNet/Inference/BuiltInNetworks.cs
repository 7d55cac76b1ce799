using EventStereo.Search.Architecture;
using EventStereo.StereoNet.Network;
using TorchSharp;

namespace EventStereo.StereoNet.Inference;

/// <summary>Untrained networks by name: a built-in genotype at its published size.</summary>
public static class BuiltInNetworks
{
    private const int Seed = 1;

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. BuiltInGenotypes.All.OfType<StereoGenotype>().Select(genotype => genotype.Name)];

    /// <summary>Builds the network called <paramref name="name"/>, with fresh weights.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static StereoNetwork Create(string name)
    {
        if (!BuiltInGenotypes.TryFind(name, out Genotype? genotype) || genotype is not StereoGenotype stereo)
        {
            throw new InvalidDataException($"{name}: no built-in network of this name; there are {string.Join(", ", Names)}");
        }

        torch.random.manual_seed(Seed);
        return new StereoNetwork(new StereoNetworkConfig { Genotype = name }, stereo);
    }
}
