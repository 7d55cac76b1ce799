namespace EventStereo.EventIO.Events;

/// <summary>One stream of a recording.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="Width">Columns, if it has an image plane.</param>
/// <param name="Height">Rows, if it has an image plane.</param>
/// <param name="Count">Number of events, images or samples.</param>
/// <param name="FromUs">Time of the first, in microseconds on the stereo clock; null if it has no times.</param>
/// <param name="ToUs">Time of the last, plus one.</param>
/// <param name="PositiveRatio">Share of events of polarity 1, null where not counted; see <see cref="EventStatistics"/>.</param>
public sealed record StreamInfo(
    string Name, StreamKind Kind, int? Width, int? Height, long Count, long? FromUs, long? ToUs, double? PositiveRatio)
{
    /// <summary>The camera that the stream belongs to, if one.</summary>
    public CameraSide? Side { get; init; }
}
