using EventStereo.Bench.Corruption;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs bench corrupt</c> says: the first seed, and the counts of each file.</summary>
internal sealed record CorruptReport(int Seed, IReadOnlyList<CorruptionReport> Cases);
