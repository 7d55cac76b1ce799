namespace EventStereo.StereoNet;

/// <summary>How left and right features meet in the cost volume.</summary>
public enum CostVolumeMode
{
    /// <summary>Left and shifted right features side by side: <c>[N, 2C, D, h, w]</c>, binary when the features are.</summary>
    Concatenate,

    /// <summary>Mean product of left and shifted right features in each of <c>G</c> channel groups: <c>[N, G, D, h, w]</c>.</summary>
    Correlate,
}
