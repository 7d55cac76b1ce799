using EventStereo.Bench;
using EventStereo.Bench.Planted;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs bench planted</c> says: the machine, the threads, and each part with a result a seed.</summary>
internal sealed record PlantedReport(BenchmarkHardware Hardware, int Threads, IReadOnlyList<PlantedSummary> Parts);
