namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs view</c> painted.</summary>
internal sealed record ViewReport(IReadOnlyList<string> Pictures, string? Animation, IReadOnlyDictionary<string, long> Dropped);
