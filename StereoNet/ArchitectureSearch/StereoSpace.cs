using EventStereo.Search.Architecture;
using EventStereo.Search.Architecture.Space;

namespace EventStereo.StereoNet.ArchitectureSearch;

/// <summary>What a stereo search chooses among.</summary>
public sealed record StereoSpace
{
    /// <summary>The feature net. Two layers as published; level 0 is the stem's output.</summary>
    public SubnetSpace Feature { get; init; } = SubnetSpace.StereoFeature;

    /// <summary>The matching net. Four layers as published.</summary>
    public SubnetSpace Matching { get; init; } = SubnetSpace.StereoMatching;

    /// <summary>The neuron of every layer.</summary>
    public NeuronGenotype Neuron { get; init; } = NeuronGenotype.Default;

    /// <summary>Every problem of the settings, none when empty; <paramref name="path"/> is the key that holds them.</summary>
    public IReadOnlyList<string> Validate(string path) => [.. Feature.Validate($"{path}.feature"), .. Matching.Validate($"{path}.matching")];
}
