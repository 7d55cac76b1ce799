namespace EventStereo.Bench;

/// <summary>The results of a run and what they were measured on.</summary>
/// <param name="Hardware">The machine.</param>
/// <param name="Scale">Size of the inputs as a part of the full ones.</param>
/// <param name="Threads">Threads of the work, of its limit and of its reference where that can use them.</param>
/// <param name="Seed">Seed of the inputs.</param>
/// <param name="Cases">A result a case.</param>
public sealed record BenchmarkReport(BenchmarkHardware Hardware, double Scale, int Threads, int Seed, IReadOnlyList<BenchmarkResult> Cases);
