namespace EventStereo.Cli.Reports;

/// <summary>Report of <c>evs search curve</c>.</summary>
internal sealed record SearchCurveReport(string Run, string Protocol, IReadOnlyList<SearchCurveLine> Epochs, string Picture);
