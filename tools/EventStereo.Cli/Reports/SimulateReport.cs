using EventStereo.EventIO.Simulation;

namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs simulate</c> made: the files, the events of both cameras and the depth maps of a single one, and how.</summary>
internal sealed record SimulateReport(IReadOnlyList<SimulatedFile> Files, long? Events, long? DepthMaps, double Seconds, SimulationConfig Config);
