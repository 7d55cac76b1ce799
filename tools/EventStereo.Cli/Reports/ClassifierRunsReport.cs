namespace EventStereo.Cli.Reports;

/// <summary>What <c>evs search report</c> writes of classifiers: a line a network, and the files of table and plot.</summary>
internal sealed record ClassifierRunsReport(IReadOnlyList<ClassifierRunLine> Networks, string Table, string Plot);
