using EventStereo.Bench;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs bench classify</c> says: the machine, the threads of its measurements, and each run.</summary>
internal sealed record ClassifyBenchReport(BenchmarkHardware Hardware, int Threads, IReadOnlyList<ClassifyBenchLine> Runs);
