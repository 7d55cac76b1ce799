namespace EventStereo.Search.Architecture.History;

/// <summary>A complete architecture log.</summary>
/// <param name="Header">What was searched.</param>
/// <param name="Epochs">Its epochs, rising.</param>
public sealed record ArchitectureHistory(ArchitectureLogHeader Header, IReadOnlyList<ArchitectureEpoch> Epochs);
