using EventStereo.StereoNet.Metrics;

namespace EventStereo.StereoNet.Evaluation;

/// <summary>How well one method did over all recordings of an evaluation.</summary>
/// <param name="Method">Its name.</param>
/// <param name="MeanOverFrames">Mean over maps of each map's metrics, as papers on MVSEC report.</param>
/// <param name="OverAllPixels">The metrics of all scored pixels together.</param>
public sealed record MethodScore(string Method, DisparityScore MeanOverFrames, DisparityScore OverAllPixels);
