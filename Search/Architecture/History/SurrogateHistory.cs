namespace EventStereo.Search.Architecture.History;

/// <summary>A complete log of surrogate gradients.</summary>
/// <param name="Layers">Names of the layers whose surrogates evolved.</param>
/// <param name="Steps">What they were, rising by step; the first is the beginning.</param>
public sealed record SurrogateHistory(IReadOnlyList<string> Layers, IReadOnlyList<SurrogateStep> Steps);
