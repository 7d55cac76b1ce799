using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Configuration;
using EventStereo.Search.Strategy;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>Random stereo architectures, see <see cref="RandomArchitecture"/>.</summary>
public static class RandomStereoArchitecture
{
    /// <summary>Draws one from the space of a search.</summary>
    /// <param name="searchFolder">Run folder of a finished search for cells and levels.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="leastShare">Least energy as a share of the most, 0 to below 1.</param>
    /// <param name="device">Where the search's network is measured.</param>
    /// <exception cref="InvalidDataException">Not the run folder of a finished search for cells and levels, or the space has no such architecture.</exception>
    public static StereoGenotype Draw(string searchFolder, int seed, double leastShare, Device device)
    {
        RunFolder run = RunFolder.Open(searchFolder);
        bool isSearch = File.Exists(Path.Combine(run.Path, ArchitectureLog.FileName)) && File.Exists(run.WeightsPath);
        StereoSearchConfig? config = isSearch ? ConfigFile.Load(new StereoSearchConfig(), run.ConfigPath, [], c => c.Validate()) : null;
        if (config is not { Neurons: null })
        {
            throw new InvalidDataException($"{searchFolder}: not a finished search for cells and levels");
        }

        StereoGenotype found = StereoGenotypes.Resolve(run.GenotypePath);
        (StereoTrainingData data, _) = StereoTrainingData.Open(config.AsRun());
        using StereoTrainingData opened = data;
        using StereoSearchTask task = new(config, opened, device);
        NetworkWeights.Load(task.Network, run.WeightsPath);
        IReadOnlyList<SubnetGenotype> drawn;
        try
        {
            drawn = RandomArchitecture.Draw(task, config.Plan(), [config.Space.Feature, config.Space.Matching], config.Space.Neuron, [found.Feature, found.Matching], seed, leastShare);
        }
        catch (InvalidDataException none)
        {
            throw new InvalidDataException($"{searchFolder}: {none.Message}", none);
        }

        return new StereoGenotype("random-stereo", new GenotypeProvenance($"drawn from the space of {Path.GetFileName(run.Path)}", seed), drawn[0], drawn[1]) { StemNeuron = found.StemNeuron };
    }
}
