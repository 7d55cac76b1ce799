namespace EventStereo.Search.Architecture;

/// <summary>A tensor to store.</summary>
/// <param name="Name">Its name in the state dictionary.</param>
/// <param name="Dtype">Element type.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Data">Its elements in row-major order, little-endian.</param>
public sealed record SafetensorEntry(string Name, SafetensorDtype Dtype, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data);
