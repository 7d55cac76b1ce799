using EventStereo.EventIO.Events;
using EventStereo.Search.Architecture;
using EventStereo.Search.Cells;
using EventStereo.Search.Neurons;
using TorchSharp;
using static TorchSharp.torch;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// The spiking stereo network: shared features of both cameras, a cost volume over disparities, 3-D matching, and a
/// read-out of similarity logits at the bins. Any image size goes in: it is padded to what the levels need and the
/// logits are cropped back. Source: SpikeDHS stereo on LEAStereo's skeleton (Cheng et al., NeurIPS 2020).
/// </summary>
public sealed class StereoNetwork : nn.Module<Tensor, Tensor, StateFlow, Tensor>
{
    private readonly FeatureNet feature;
    private readonly CostVolume volume;
    private readonly MatchingNet matching;
    private readonly long sizeMultiple;

    /// <summary>Builds the network of <paramref name="genotype"/> with fresh weights from the global random generator.</summary>
    public StereoNetwork(StereoNetworkConfig config, StereoGenotype genotype)
        : this(
            config, SubnetPlan.Of(Resolved(config, genotype).Feature), SubnetPlan.Of(Resolved(config, genotype).Matching), Resolved(config, genotype).StemNeuron, null, null)
    {
    }

    /// <summary>Builds the network of a search, which is all networks that its architecture weights mix.</summary>
    /// <param name="config">Shape of the network; which genotype it names is of no effect.</param>
    /// <param name="feature">Architecture weights of the feature net.</param>
    /// <param name="matching">Architecture weights of the matching net.</param>
    /// <param name="stemNeuron">The neuron outside the cells.</param>
    public StereoNetwork(StereoNetworkConfig config, SubnetArchitecture feature, SubnetArchitecture matching, NeuronGenotype stemNeuron)
        : this(config, (feature ?? throw new ArgumentNullException(nameof(feature))).Plan, (matching ?? throw new ArgumentNullException(nameof(matching))).Plan, stemNeuron, feature, matching)
    {
    }

    private StereoNetwork(
        StereoNetworkConfig config, SubnetPlan featurePlan, SubnetPlan matchingPlan, NeuronGenotype stemNeuron, SubnetArchitecture? featureArchitecture, SubnetArchitecture? matchingArchitecture)
        : base(nameof(StereoNetwork))
    {
        Config = config ?? throw new ArgumentNullException(nameof(config));
        feature = new FeatureNet(config, featurePlan, stemNeuron, featureArchitecture);
        long volumeChannels = config.Volume == CostVolumeMode.Concatenate ? 2 * feature.OutputChannels : config.CorrelationGroups;
        volume = new CostVolume(config);
        matching = new MatchingNet(config, matchingPlan, stemNeuron, volumeChannels, matchingArchitecture);
        sizeMultiple = (long)config.VolumeStride << Math.Max(featurePlan.Levels.Max(levels => levels[^1]), matchingPlan.Levels.Max(levels => levels[^1]));
        RegisterComponents();
    }

    /// <summary>The settings it was built with.</summary>
    public StereoNetworkConfig Config { get; }

    /// <summary>
    /// Left and right event tensors <c>[T B, 5, H, W]</c>, time leading, to logits <c>[T B, bins, H, W]</c>; larger means
    /// more likely. <paramref name="state"/> says <c>T</c> and carries the membranes.
    /// </summary>
    public override Tensor forward(Tensor left, Tensor right, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(state);
        long[] shape = left.shape; // [T B, C, H, W]
        if (shape.Length != 4 || shape[1] != Config.InputChannels || !right.shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException($"needs [T B, {Config.InputChannels}, H, W] of both cameras, not [{string.Join(", ", shape)}] and [{string.Join(", ", right.shape)}]");
        }

        Tensor similarities = Similarities(left, right, state);
        state.Observer?.OnReadout(
            ReadoutOperations.OfLogits(Config, similarities.shape, shape[2], shape[3]), similarities.numel(), shape[0] * Config.Bins * shape[2] * shape[3]);
        return DisparityReadout.Logits(similarities, Config, shape[2], shape[3]);
    }

    /// <summary>The cells of the feature net and the ways between them.</summary>
    public Trellis FeatureTrellis => feature.Trellis;

    /// <summary>The same of the matching net.</summary>
    public Trellis MatchingTrellis => matching.Trellis;

    /// <summary>The two by their names in a genotype, in its order.</summary>
    public IReadOnlyList<(string Name, Trellis Trellis)> Subnets => [("feature", FeatureTrellis), ("matching", MatchingTrellis)];

    /// <summary>Similarities <c>[T B, D, h, w]</c> at level 0 of the padded images.</summary>
    public Tensor Similarities(Tensor left, Tensor right, StateFlow state)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(state);
        long steps = state.Steps, samples = left.shape[0] / steps;
        Tensor features = feature.call(BothCameras(left, right, steps, samples), state); // [T 2 B, C, h, w]
        features = features.view([steps, 2, samples, .. features.shape[1..]]);
        volume.Kernels = state.Kernels;
        Tensor leftFeatures = features.select(1, 0).flatten(0, 1), rightFeatures = features.select(1, 1).flatten(0, 1);
        return matching.CanMatchPair(leftFeatures)
            ? matching.MatchPair(leftFeatures, rightFeatures, state)
            : matching.call(volume.call(leftFeatures, rightFeatures), state);
    }

    /// <summary>The size that images of <paramref name="size"/> are padded to.</summary>
    public SensorSize PaddedSize(SensorSize size) => new((int)Padded(size.Width), (int)Padded(size.Height));

    /// <summary>The padded images of both cameras, which go through the same layers, <c>[T 2 B, C, H, W]</c>.</summary>
    private Tensor BothCameras(Tensor left, Tensor right, long steps, long samples)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor both = stack([Pad(left).view([steps, samples, .. PaddedShape(left)]), Pad(right).view([steps, samples, .. PaddedShape(right)])], 1); // [T, 2, B, C, H, W]
        return both.flatten(0, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Zeros at the right and the bottom, to a multiple of the deepest level's pixel that leaves the last feature pixel at or beyond the last image pixel.</summary>
    private Tensor Pad(Tensor images)
    {
        long[] padded = PaddedShape(images);
        long bottom = padded[1] - images.shape[2], right = padded[2] - images.shape[3];
        return bottom == 0 && right == 0 ? images : nn.functional.pad(images, [0L, right, 0L, bottom]);
    }

    private long[] PaddedShape(Tensor images) => [images.shape[1], Padded(images.shape[2]), Padded(images.shape[3])];

    private long Padded(long size) => (size + Config.VolumeStride - 1 + sizeMultiple - 1) / sizeMultiple * sizeMultiple;

    /// <summary>The genotype with the neurons that the network gets.</summary>
    private static StereoGenotype Resolved(StereoNetworkConfig config, StereoGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(genotype);
        return config.Neurons == NetworkNeurons.RectifiedLinear ? genotype.WithNeurons(new NeuronGenotype { Kind = NeuronKind.RectifiedLinear }) : genotype;
    }
}
