namespace EventStereo.Search.Training;

/// <summary>A complete checkpoint of a run.</summary>
/// <param name="Step">The last step that it holds.</param>
/// <param name="Path">Its folder.</param>
public sealed record RunCheckpoint(long Step, string Path);
