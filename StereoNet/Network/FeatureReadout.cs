namespace EventStereo.StereoNet.Network;

/// <summary>What the feature net hands to the cost volume.</summary>
public enum FeatureReadout
{
    /// <summary>Spikes of LIF neurons: the cost volume stays binary.</summary>
    Spike,

    /// <summary>The input current itself, real-valued: the first matching convolution multiplies.</summary>
    Membrane,
}
