using EventStereo.StereoNet.Comparison;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs search compare</c> found so far: every search, and every network with its runs, their mean and their standard deviation.</summary>
internal sealed record SearchCompareReport(string Protocol, bool Complete, IReadOnlyList<ComparedSearch> Searches, IReadOnlyList<ComparedNetwork> Networks)
{
    public static SearchCompareReport Of(SearchComparisonTable table) => new(table.Config.Protocol, table.IsComplete, table.Searches, table.Networks);
}
