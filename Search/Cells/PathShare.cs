using static TorchSharp.torch;

namespace EventStereo.Search.Cells;

/// <summary>A probability of a path, above 0.</summary>
/// <param name="Weight">A scalar; null for exactly 1, which nothing need be multiplied with.</param>
public readonly record struct PathShare(Tensor? Weight);
