namespace EventStereo.EventIO.Diagnosis;

/// <summary>One defect of one stream of a recording, with how often it occurs and where first.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Stream">The stream, or <c>left, right</c> for what concerns both cameras.</param>
/// <param name="Count">How often it occurs; events, pixels, bytes, maps or places by its kind.</param>
/// <param name="FirstAt">
/// Where first, in microseconds on the recording's clock; for a record without a time, the sound event before it. Null where it has no
/// place in time.
/// </param>
/// <param name="Detail">One sentence with the numbers, for people.</param>
public sealed record Finding(FindingKind Kind, FindingSeverity Severity, string? Stream, long Count, long? FirstAt, string Detail)
{
    /// <summary>Row or number of the first event concerned, from 0 in the file's order; null where that is not known.</summary>
    public long? FirstIndex { get; init; }
}
