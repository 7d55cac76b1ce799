namespace EventStereo.Cli.Reports;

/// <summary>One simulated recording and the seed it was drawn by.</summary>
internal sealed record SimulatedFile(string Path, int Seed);
