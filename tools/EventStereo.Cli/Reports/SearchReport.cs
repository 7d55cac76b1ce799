using EventStereo.Search.Architecture;
using EventStereo.Search.Strategy;
using EventStereo.StereoNet.ArchitectureSearch;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs search stereo</c> found; energy by the firing rates of the search, of the network that <c>energyOf</c> says.</summary>
internal sealed record SearchReport(
    string Run, int Recordings, int Epochs, IReadOnlyList<int> FeaturePath, string FeatureCell, IReadOnlyList<int> MatchingPath, string MatchingCell, double Mj, string EnergyOf, bool FitsBudget, double Seconds)
{
    public static SearchReport Of(string folder, StereoSearchRun run, SearchEpoch<StereoGenotype> result, double seconds) => new(
        folder, run.Recordings, result.Epoch, result.Genotype.FeaturePath, result.Genotype.Feature.CellText(), result.Genotype.MatchingPath, result.Genotype.Matching.CellText(), result.Mj, run.EnergyOf,
        result.FitsBudget, seconds);
}
