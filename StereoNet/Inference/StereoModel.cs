using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Network;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Inference;

/// <summary>A trained stereo network with the configuration and the genotype it was made from.</summary>
public sealed class StereoModel : IDisposable
{
    private StereoModel(string name, StereoRunConfig config, StereoGenotype genotype, StereoNetwork network)
    {
        Name = name;
        Config = config;
        Genotype = genotype;
        Network = network;
    }

    /// <summary>The run folder's name.</summary>
    public string Name { get; }

    /// <summary>What it was trained with.</summary>
    public StereoRunConfig Config { get; }

    /// <summary>Its architecture.</summary>
    public StereoGenotype Genotype { get; }

    /// <summary>The network, ready for inference.</summary>
    public StereoNetwork Network { get; }

    /// <summary>Loads the run folder <paramref name="folder"/> onto <paramref name="device"/>.</summary>
    /// <exception cref="InvalidDataException">Not a run folder, a damaged file in it, or weights of another network.</exception>
    public static StereoModel Load(string folder, Device device)
    {
        RunFolder run = RunFolder.Open(folder);
        StereoRunConfig config = ConfigFile.Load(new StereoRunConfig(), run.ConfigPath, [], c => c.Network.Validate());
        StereoGenotype genotype = StereoGenotypes.Resolve(run.GenotypePath);
        StereoNetwork network = new(config.Network, genotype);
        try
        {
            NetworkWeights.Load(network, run.WeightsPath);
            network.to(device);
            network.eval();
            return new StereoModel(Path.GetFileName(run.Path), config, genotype, network);
        }
        catch (Exception)
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();
}
