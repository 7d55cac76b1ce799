namespace EventStereo.EventIO.Formats.Numpy;

/// <summary>An array read from an NPY file.</summary>
/// <param name="Data">Elements in C order.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
public sealed record NpyArray<T>(T[] Data, IReadOnlyList<long> Shape)
    where T : unmanaged;
