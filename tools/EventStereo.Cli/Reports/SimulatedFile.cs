namespace EventStereo.Cli.Reports;

/// <summary>One simulated recording: its events of both cameras, its ground-truth maps, and the seconds it took to make.</summary>
internal sealed record SimulatedFile(string Path, int Seed, long Events, int DepthMaps, double Seconds);
