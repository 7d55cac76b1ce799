using EventStereo.Search.Neurons;
using EventStereo.Search.Ops;

namespace EventStereo.StereoNet.Network;

/// <summary>
/// Shape of the spiking stereo network around its genotype. The defaults are the published size: 870,888 parameters with
/// the genotype <c>spikedhs-stereo</c>.
/// </summary>
public sealed record StereoNetworkConfig
{
    /// <summary>Name of a built-in genotype or path of a genotype file.</summary>
    public string Genotype { get; init; } = "spikedhs-stereo";

    /// <summary>Spiking as the genotype says, or the artificial network of equal shape.</summary>
    public NetworkNeurons Neurons { get; init; }

    /// <summary>Input channels a camera and step: SBT's five slices of 10 ms.</summary>
    public int InputChannels { get; init; } = 5;

    /// <summary>Channels a node of the feature net has at level 0; doubled at each level. 8 in the published retraining.</summary>
    public int FeatureMultiplier { get; init; } = 8;

    /// <summary>The same for the matching net.</summary>
    public int MatchingMultiplier { get; init; } = 8;

    /// <summary>Size of level 0: one in so many pixels. 3 as in LEAStereo's stem; 2 keeps more detail at small sensors.</summary>
    public int StemStride { get; init; } = 3;

    /// <summary>Disparities are 0 up to below this, px. 63 holds MVSEC's nearest surfaces.</summary>
    public int MaxDisparityPx { get; init; } = 63;

    /// <summary>How the cameras meet. Concatenation is the published form; correlation learns faster in small networks.</summary>
    public CostVolumeMode Volume { get; init; } = CostVolumeMode.Concatenate;

    /// <summary>Channel groups of a correlated volume.</summary>
    public int CorrelationGroups { get; init; } = 4;

    /// <summary>
    /// Spatial averaging of the volume before matching: 1 keeps level 0's size as published; 2 makes matching four times
    /// cheaper while the disparities stay as fine as the features.
    /// </summary>
    public int VolumePooling { get; init; } = 1;

    /// <summary>
    /// Whether a correlated volume, which is real-valued, passes neurons before matching: a 1x1x1 convolution codes its groups in the spikes of
    /// <c>3 * MatchingMultiplier</c> neurons a voxel, so that the large matching convolutions see spikes alone. Not in the published network, whose
    /// concatenated volume is made of spikes already.
    /// </summary>
    public bool VolumeNeurons { get; init; }

    /// <summary>Matching over disparities as a dimension, as published, or as channels, the cheap form.</summary>
    public MatchingForm Matching { get; init; } = MatchingForm.Volume3d;

    /// <summary>What leaves the feature net. Spikes keep the first matching convolution free of multiplications.</summary>
    public FeatureReadout Readout { get; init; } = FeatureReadout.Spike;

    /// <summary>
    /// Whether the features also see the events themselves, by one 5x5 convolution beside the spiking layers: each spiking layer makes two views of one
    /// edge less alike, a linear one does not, and events are as cheap to add up as spikes. Not in the published network.
    /// </summary>
    public bool EventSkip { get; init; }

    /// <summary>How spike maps change resolution.</summary>
    public SpikeResampling Resampling { get; init; } = SpikeResampling.Nearest;

    /// <summary>Whether the last matching convolution also sees the matching stem, so that fine detail by-passes the coarse levels. Not in the published network.</summary>
    public bool MatchingSkip { get; init; }

    /// <summary>
    /// Whether the output neurons also see the volume itself, by a convolution to one channel of its own: what matching without spikes already tells, for
    /// under one in a hundred of the network's operations when the volume has few groups. Not in the published network.
    /// </summary>
    public bool VolumeSkip { get; init; }

    /// <summary>Share of the output membrane left after a step; the output neurons never spike.</summary>
    public float OutputDecay { get; init; } = 0.2f;

    /// <summary>Distance of the read-out's bins, px. 2 is the step of the published loss.</summary>
    public int BinStepPx { get; init; } = 2;

    /// <summary>How the bins' logits become one disparity. The sub-pixel maximum goes with the published loss, whose target has one maximum.</summary>
    public DisparityEstimate ReadoutEstimate { get; init; } = DisparityEstimate.Map;

    /// <summary>Full-size pixels between two neighbours of the volume, in rows and columns.</summary>
    public int VolumeStride => StemStride * VolumePooling;

    /// <summary>Disparities at level 0: one a feature pixel.</summary>
    public int Disparities => (MaxDisparityPx + StemStride - 1) / StemStride;

    /// <summary>Read-out bins at 0, <see cref="BinStepPx"/>, ... below the maximum.</summary>
    public int Bins => (MaxDisparityPx + BinStepPx - 1) / BinStepPx;

    /// <summary>Every problem of the settings, none when empty.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        Check(InputChannels is >= 1 and <= 64, $"network.inputChannels is {InputChannels}, not 1 to 64");
        Check(FeatureMultiplier is >= 2 and <= 256 && FeatureMultiplier % 2 == 0, $"network.featureMultiplier is {FeatureMultiplier}, not an even number of 2 to 256");
        Check(MatchingMultiplier is >= 1 and <= 256, $"network.matchingMultiplier is {MatchingMultiplier}, not 1 to 256");
        Check(StemStride is >= 1 and <= 4, $"network.stemStride is {StemStride}, not 1 to 4");
        Check(MaxDisparityPx is >= 4 and <= 1024, $"network.maxDisparityPx is {MaxDisparityPx}, not 4 to 1024");
        Check(BinStepPx is >= 1 and <= 8, $"network.binStepPx is {BinStepPx}, not 1 to 8");
        Check(Volume == CostVolumeMode.Concatenate || (CorrelationGroups >= 1 && 3 * FeatureMultiplier % CorrelationGroups == 0),
            $"network.correlationGroups is {CorrelationGroups}, which does not divide the {3 * FeatureMultiplier} feature channels");
        Check(!VolumeNeurons || Volume == CostVolumeMode.Correlate, "network.volumeNeurons goes with network.volume correlate; a concatenated volume is made of the features' spikes");
        Check(VolumePooling is 1 or 2, $"network.volumePooling is {VolumePooling}, not 1 or 2");
        Check(OutputDecay is >= 0f and <= 1f, $"network.outputDecay is {OutputDecay}, not 0 to 1");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
