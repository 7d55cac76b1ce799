namespace EventStereo.EventIO.Datasets;

/// <summary>Ground-truth maps of one sequence that belong to a part of a split.</summary>
/// <param name="Sequence">The sequence's published name, such as <c>indoor_flying1</c>.</param>
/// <param name="Frames">Indices into its ground-truth maps from 0, in ascending order.</param>
public sealed record DatasetFrames(string Sequence, IReadOnlyList<int> Frames);
