namespace EventStereo.EventIO.Diagnosis;

/// <summary>What a diagnosis measured of two cameras together.</summary>
/// <param name="RightToLeftRate">Right events for each left one.</param>
/// <param name="LagUs">Time by which the right camera's rate follows the left's where they correlate best, in microseconds; null where too little is there to tell.</param>
/// <param name="CorrelationAtLag">Correlation of the rates at that lag, -1 to 1.</param>
/// <param name="CorrelationAtZero">The same without a lag.</param>
public sealed record StereoFacts(double? RightToLeftRate, long? LagUs, double? CorrelationAtLag, double? CorrelationAtZero);
