namespace EventStereo.StereoNet.Evaluation;

/// <summary>How well the methods of an evaluation did on one recording.</summary>
/// <param name="Recording">The file, or the sequence of a data set.</param>
/// <param name="Methods">Scores in the order of the methods.</param>
public sealed record RecordingScore(string Recording, IReadOnlyList<MethodScore> Methods);
