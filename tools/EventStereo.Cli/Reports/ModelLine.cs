namespace EventStereo.Cli.Reports;

/// <summary>One built-in network or method: its trained numbers and the dense multiply-accumulates of one step, null where that is no measure of it.</summary>
internal sealed record ModelLine(string Name, string Task, string Kind, long? Parameters, double? MacsPerStep);
