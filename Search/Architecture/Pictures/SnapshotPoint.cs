namespace EventStereo.Search.Architecture.Pictures;

/// <summary>What an epoch's architecture of a search reached when it was trained.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="AccuracyPercent">Its accuracy, percent.</param>
/// <param name="Mj">Its energy, mJ an inference.</param>
public sealed record SnapshotPoint(int Epoch, double AccuracyPercent, double Mj);
