using EventStereo.Search.Architecture.Pictures;

namespace EventStereo.Cli.Reports;

/// <summary>Report of <c>evs train curve</c>.</summary>
internal sealed record TrainCurveReport(IReadOnlyList<TrainingCurve> Runs, string Picture);
