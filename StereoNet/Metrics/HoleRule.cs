namespace EventStereo.StereoNet.Metrics;

/// <summary>What becomes of a scored pixel where a method gave no disparity (NaN).</summary>
public enum HoleRule
{
    /// <summary>It counts as wrong in every N-pixel error. Means and medians of errors are over the answered pixels; the number of holes stands beside them.</summary>
    Wrong,

    /// <summary>It is left out, as if it had no ground truth.</summary>
    Excluded,
}
