namespace EventStereo.EventIO.Diagnosis;

/// <summary>What a diagnosis measured of one camera's stream.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Events">Events on the sensor that a reader delivers.</param>
/// <param name="FromUs">Time of the first; null without events.</param>
/// <param name="ToUs">Time of the last, plus one.</param>
/// <param name="RatePerSecond">Events a second between the first and the last; null where that is no time.</param>
/// <param name="PositiveRatio">Share of polarity 1.</param>
/// <param name="TypicalSilenceUs">Half of the time lies in silences up to this long, in microseconds (a bin of quarter octaves).</param>
/// <param name="LongestSilenceUs">The longest time between two events.</param>
/// <param name="HotPixels">Pixels that fire far more than their neighbours; some are usual.</param>
/// <param name="HotRatio">Share of the events that they make.</param>
public sealed record StreamFacts(
    string Name, long Events, long? FromUs, long? ToUs, double? RatePerSecond, double? PositiveRatio, double? TypicalSilenceUs, long? LongestSilenceUs,
    int HotPixels, double? HotRatio);
