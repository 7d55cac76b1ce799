namespace EventStereo.StereoNet.Network;

/// <summary>How logits over bins become one disparity.</summary>
public enum DisparityEstimate
{
    /// <summary>The expectation around the most likely bin, within 4 px of it; a second maximum elsewhere does not count.</summary>
    Map,

    /// <summary>The expectation over all bins.</summary>
    SoftArgmin,
}
