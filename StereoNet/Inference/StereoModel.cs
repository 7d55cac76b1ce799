using EventStereo.Search.Architecture;
using EventStereo.Search.Configuration;
using EventStereo.Search.Neurons;
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

    /// <summary>How its neurons run in inference.</summary>
    public NeuronKernels Kernels { get; set; }

    /// <summary>Loads the run folder <paramref name="folder"/> onto <paramref name="device"/>.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="device">Where the network goes.</param>
    /// <param name="weights">Which of its weights.</param>
    /// <exception cref="InvalidDataException">Not a run folder, a damaged file in it, no such weights, or weights of another network.</exception>
    public static StereoModel Load(string folder, Device device, RunWeights weights = RunWeights.Last)
    {
        RunFolder run = RunFolder.Open(folder);
        if (weights == RunWeights.BestOnValidation && !File.Exists(run.BestWeightsPath))
        {
            throw new InvalidDataException($"{folder}: no {Path.GetFileName(run.BestWeightsPath)}: the run had no validation data to choose weights by");
        }
        StereoRunConfig config = ConfigFile.Load(new StereoRunConfig(), run.ConfigPath, [], c => c.Network.Validate());
        StereoGenotype genotype = StereoGenotypes.Resolve(run.GenotypePath);
        StereoNetwork network = new(config.Network, genotype);
        try
        {
            NetworkWeights.Load(network, weights == RunWeights.Last ? run.WeightsPath : run.BestWeightsPath);
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
