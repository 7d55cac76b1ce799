using EventStereo.Search.Architecture;
using EventStereo.Search.Comparison;
using EventStereo.Search.Training;
using EventStereo.StereoNet.ArchitectureSearch;
using EventStereo.StereoNet.Inference;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Comparison;

/// <summary>Searches, networks and scores of a comparison on simulated scenes.</summary>
/// <param name="config">What is compared.</param>
/// <param name="scenes">What to search, to train and to score on.</param>
/// <param name="device">Where networks run.</param>
internal sealed class StereoComparisonTask(SearchComparisonConfig config, ComparisonScenes scenes, Device device) : IComparisonTask<StereoGenotype>
{
    /// <summary>What a random architecture costs at least, as a share of the budget.</summary>
    private const double LeastRandomShare = 0.75;

    /// <inheritdoc/>
    public bool IsSearched(string folder) => SearchComparison.ReadSummary(folder) is not null;

    /// <inheritdoc/>
    public bool IsScored(string folder) => RunScore.Read(folder) is not null;

    /// <inheritdoc/>
    public void Search(ComparedSearchConfig search, string folder, string? genotype, Action<double, string> tell, CancellationToken cancellation)
    {
        scenes.MakeForTraining(what => tell(0, what), cancellation);
        using StereoSearchRun searching = RunFolder.IsRun(folder) ? StereoSearchRun.Resume(folder, device) : StereoSearchRun.Start(folder, config.ConfigOf(search, scenes.Train, genotype), device);
        double share = 0;
        RunSeconds.Add(folder, tell, told => searching.Run(
            (step, _) => told(share = (step.Step + 1.0) / searching.TotalSteps, FormattableString.Invariant($"step {step.Step + 1} of {searching.TotalSteps}, loss {step.Loss:0.000}, entropy {step.Entropy:0.00} nat, expected {step.ExpectedMj:0.000} mJ")),
            cancellation,
            what => told(share, what)));
    }

    /// <inheritdoc/>
    public StereoGenotype Resolve(string nameOrFile) => StereoGenotypes.Resolve(nameOrFile);

    /// <inheritdoc/>
    public StereoGenotype Draw(string searchFolder, int seed, CancellationToken cancellation)
    {
        scenes.MakeForTraining(_ => { }, cancellation);
        return RandomStereoArchitecture.Draw(searchFolder, seed, LeastRandomShare, device);
    }

    /// <inheritdoc/>
    public void Complete(ComparedNetworkConfig network, int seed, string genotype, string folder, Action<double, string> tell, CancellationToken cancellation) =>
        new ScoredRun(folder).Complete(config.ConfigOf(network, seed, genotype), scenes, device, tell, cancellation);
}
