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

/// <summary>
/// Random architectures of a finished search's space that use its energy budget: what a search has to beat.
/// Source of the practice: Li and Talwalkar, "Random search and reproducibility for neural architecture search", UAI 2019.
/// </summary>
public static class RandomStereoArchitecture
{
    /// <summary>Architectures tried for one of the energy asked for.</summary>
    private const int MaxDraws = 200_000;

    /// <summary>
    /// Draws one, uniformly from those of the space that cost at most the search's budget, or what it found where it had none, and at least <paramref name="leastShare"/> of that, measured on the search's own network.
    /// </summary>
    /// <param name="searchFolder">Run folder of a finished search for cells and levels.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="leastShare">Least energy as a share of the most, 0 to below 1.</param>
    /// <param name="device">Where the search's network is measured.</param>
    /// <exception cref="InvalidDataException">Not the run folder of a finished search for cells and levels, or the space has no such architecture.</exception>
    public static StereoGenotype Draw(string searchFolder, int seed, double leastShare, Device device)
    {
        if (leastShare is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(leastShare), leastShare, "a share is 0 to below 1");
        }

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
        using ArchitectureSearcher<StereoGenotype> searcher = new(task, config.Plan());
        searcher.Begin(config.Search.Epochs - 1);
        IArchitectureCost cost = task.Architecture.Cost;
        double most = config.BudgetMj > 0 ? config.BudgetMj : cost.MjOf([found.Feature, found.Matching]), cheapest = double.PositiveInfinity;
        Random random = new(seed);
        for (int draw = 0; draw < MaxDraws; draw++)
        {
            SubnetGenotype feature = config.Space.Feature.Draw(random).WithNeurons(config.Space.Neuron), matching = config.Space.Matching.Draw(random).WithNeurons(config.Space.Neuron);
            double mj = cost.MjOf([feature, matching]);
            if (mj <= most && mj >= leastShare * most)
            {
                return new StereoGenotype("random-stereo", new GenotypeProvenance($"drawn from the space of {Path.GetFileName(run.Path)}", seed), feature, matching) { StemNeuron = found.StemNeuron };
            }

            cheapest = Math.Min(cheapest, mj);
        }

        throw new InvalidDataException(FormattableString.Invariant(
            $"{searchFolder}: of {MaxDraws:N0} random architectures of its space none costs {leastShare * most:0.0000} to {most:0.0000} mJ; the cheapest costs {cheapest:0.0000} mJ"));
    }
}
