namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs search report</c> writes: a line a network, and the file of the plot.</summary>
internal sealed record SearchRunsReport(string? Protocol, IReadOnlyList<SearchRunLine> Networks, string Table, string Plot);
