namespace EventStereo.Cli.Reports;

/// <summary>Scores of a recording without depth: the recording, the table of dominant disparities, the controls, and each method.</summary>
internal sealed record ReferenceReport(string Recording, string Reference, int ShiftRightPx, int DelayRightMs, IReadOnlyList<ReferenceScore> Methods);
