namespace EventStereo.StereoNet.Metrics;

/// <summary>How the scores of many maps become one number.</summary>
public enum ScoreAverage
{
    /// <summary>Mean over maps of each map's metric: a map with few scored pixels weighs as much as one with many. What papers on MVSEC report.</summary>
    Frames,

    /// <summary>The metric of all scored pixels of all maps together.</summary>
    Pixels,
}
