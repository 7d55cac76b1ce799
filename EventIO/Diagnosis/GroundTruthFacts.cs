namespace EventStereo.EventIO.Diagnosis;

/// <summary>What a diagnosis measured of depth maps.</summary>
/// <param name="Path">The file.</param>
/// <param name="Maps">Number of maps.</param>
/// <param name="FromUs">Time of the first.</param>
/// <param name="ToUs">Time of the last.</param>
/// <param name="ValidRatio">Share of pixels with a depth, over all maps.</param>
/// <param name="CoveredRatio">Share of the events' time span that lies between the first and the last map.</param>
public sealed record GroundTruthFacts(string Path, int Maps, long? FromUs, long? ToUs, double? ValidRatio, double? CoveredRatio);
