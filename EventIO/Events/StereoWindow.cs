namespace EventStereo.EventIO.Events;

/// <summary>Both cameras' events of one half-open window of the stereo clock, in time order.</summary>
/// <param name="Span">The window.</param>
/// <param name="Left">Events of the left camera.</param>
/// <param name="Right">Events of the right camera.</param>
public sealed record StereoWindow(TimeWindow Span, EventBatch Left, EventBatch Right);
