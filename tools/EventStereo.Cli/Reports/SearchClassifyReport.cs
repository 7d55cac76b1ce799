using EventStereo.Search.Architecture;
using EventStereo.Search.Classification.ArchitectureSearch;
using EventStereo.Search.Strategy;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs search classify</c> found; energy by the firing rates of the search, of the network that <c>energyOf</c> says.</summary>
internal sealed record SearchClassifyReport(string Run, int Samples, int Epochs, IReadOnlyList<int> Path, string Cell, double Mj, string EnergyOf, bool FitsBudget, double Seconds)
{
    public static SearchClassifyReport Of(string folder, ClassificationSearchRun run, SearchEpoch<ClassificationGenotype> result, double seconds) => new(
        folder, run.Samples, result.Epoch, result.Genotype.Path, result.Genotype.Network.CellText(), result.Mj, run.EnergyOf, result.FitsBudget, seconds);
}
