namespace EventStereo.Cli.Reports;

/// <summary>Frames of one sequence in a part of a published split; null where only the files say how many there are.</summary>
internal sealed record SplitSequence(string Name, int? FirstFrame, int? LastFrame, int? Frames);
