using EventStereo.StereoNet.Comparison;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs compare</c> found so far: every run, mean and standard deviation over seeds, and the difference.</summary>
internal sealed record CompareReport(string Protocol, bool Complete, IReadOnlyList<ComparedRun> Runs, ScoreSummary? Spiking, ScoreSummary? Artificial, double? PointsBelow, double? EnergyRatio)
{
    public static CompareReport Of(ComparisonTable table) =>
        new(table.Config.Protocol.ToString().ToLowerInvariant(), table.IsComplete, table.Runs, table.Spiking, table.Artificial, table.PointsBelow, table.EnergyRatio);
}
