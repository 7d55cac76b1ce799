using System.Text.Json.Serialization;

namespace EventStereo.Search.Architecture;

/// <summary>
/// A candidate operation on an edge of a cell. The names are those of <see cref="CellOperationNames"/>, in genotype files and in settings alike. Both published
/// convolutions have a kernel of 3; <c>b3</c> and <c>b5</c> name the sharpness of the surrogate gradient with which the operation is searched. Source:
/// SpikeDHS, <c>genotypes_2d.py</c>; the rest is this project's.
/// </summary>
public enum CellOperation
{
    /// <summary>Passes its input on; on an edge from a cell's input, whose channels differ, a 3x3 convolution takes its place.</summary>
    [JsonStringEnumMemberName("skip_connect")]
    SkipConnect = 0,

    /// <summary>3x3 (or 3x3x3) spiking convolution, surrogate gradient of temperature 3.</summary>
    [JsonStringEnumMemberName("snn_b3")]
    SpikingConvB3 = 1,

    /// <summary>3x3 (or 3x3x3) spiking convolution, surrogate gradient of temperature 5.</summary>
    [JsonStringEnumMemberName("snn_b5")]
    SpikingConvB5 = 2,

    /// <summary>3x3 (or 3x3x3) spiking convolution with the surrogate gradient of the node's own neuron.</summary>
    [JsonStringEnumMemberName("snn_3x3")]
    SpikingConv3 = 3,

    /// <summary>5x5 (or 5x5x5) spiking convolution with the surrogate gradient of the node's own neuron.</summary>
    [JsonStringEnumMemberName("snn_5x5")]
    SpikingConv5 = 4,

    /// <summary>
    /// Largest of 3x3 (or 3x3x3) at stride 1, which is 1 where any of the spikes is, so that spikes stay binary; on an edge from a cell's input, whose channels differ, a 1x1 convolution
    /// follows.
    /// </summary>
    [JsonStringEnumMemberName("max_pool_3x3")]
    MaxPool3 = 5,

    /// <summary>No edge. A candidate in a search space, never an edge of a genotype.</summary>
    [JsonStringEnumMemberName("none")]
    None = 6,
}
