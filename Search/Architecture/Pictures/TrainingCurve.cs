namespace EventStereo.Search.Architecture.Pictures;

/// <summary>The course of a training.</summary>
/// <param name="Name">What it is called in a legend.</param>
/// <param name="Points">Its stretches, one at least, with rising steps.</param>
public sealed record TrainingCurve(string Name, IReadOnlyList<TrainingCurvePoint> Points);
