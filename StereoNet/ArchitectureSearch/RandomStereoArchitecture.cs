using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.History;
using EventStereo.Search.Configuration;
using EventStereo.Search.Training;
using EventStereo.StereoNet.Inference;
using EventStereo.StereoNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>
/// Random architectures of a finished search's space that cost about what it found costs: what a search has to beat.
/// Source of the practice: Li and Talwalkar, "Random search and reproducibility for neural architecture search", UAI 2019.
/// </summary>
public static class RandomStereoArchitecture
{
    /// <summary>Architectures tried for one of the energy asked for.</summary>
    private const int MaxDraws = 200_000;

    /// <summary>Draws one, uniformly from those of the space whose energy, measured on the search's own network, is within <paramref name="tolerance"/> of what the search found.</summary>
    /// <param name="searchFolder">Run folder of a finished search for cells and levels.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="tolerance">Largest difference of the energy, as a share of what was found; above 0.</param>
    /// <param name="device">Where the search's network is measured.</param>
    /// <exception cref="InvalidDataException">Not the run folder of a finished search for cells and levels, or the space has no such architecture.</exception>
    public static StereoGenotype Draw(string searchFolder, int seed, double tolerance, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
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
        using StereoSearchNetwork network = new(config, data.Sensor);
        NetworkWeights.Load(network.Network, run.WeightsPath);
        network.Network.to(device);
        using StereoSearcher searcher = new(config, network, data, device);
        searcher.Begin(config.Search.Epochs - 1);
        double wanted = network.MjOf([found.Feature, found.Matching]), nearest = double.PositiveInfinity;
        Random random = new(seed);
        for (int draw = 0; draw < MaxDraws; draw++)
        {
            SubnetGenotype feature = config.Space.Feature.Draw(random).WithNeurons(config.Space.Neuron), matching = config.Space.Matching.Draw(random).WithNeurons(config.Space.Neuron);
            double difference = Math.Abs(network.MjOf([feature, matching]) / wanted - 1);
            if (difference <= tolerance)
            {
                return new StereoGenotype("random-stereo", new GenotypeProvenance($"drawn from the space of {Path.GetFileName(run.Path)}", seed), feature, matching) { StemNeuron = found.StemNeuron };
            }

            nearest = Math.Min(nearest, difference);
        }

        throw new InvalidDataException(FormattableString.Invariant(
            $"{searchFolder}: of {MaxDraws:N0} random architectures of its space none costs within {100 * tolerance:0.#} % of the {wanted:0.0000} mJ found; the nearest is {100 * nearest:0.#} % off"));
    }
}
