namespace EventStereo.Cli.Reports;

/// <summary>The scores of every method on one recording.</summary>
internal sealed record EvaluateRecording(string Recording, IReadOnlyList<EvaluateMethod> Methods);
