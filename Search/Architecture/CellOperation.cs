namespace EventStereo.Search.Architecture;

/// <summary>
/// A candidate operation on an edge of a cell. Both convolutions have a kernel of 3; <c>b3</c> and <c>b5</c> name the
/// sharpness of the surrogate gradient with which the operation is searched. Source: SpikeDHS, <c>genotypes_2d.py</c>.
/// </summary>
public enum CellOperation
{
    /// <summary>Passes its input on; on an edge from a cell's input, whose channels differ, a 3x3 convolution takes its place.</summary>
    SkipConnect = 0,

    /// <summary>3x3 (or 3x3x3) spiking convolution, surrogate gradient of temperature 3.</summary>
    SpikingConvB3 = 1,

    /// <summary>3x3 (or 3x3x3) spiking convolution, surrogate gradient of temperature 5.</summary>
    SpikingConvB5 = 2,
}
