namespace EventStereo.Search.Classification.Data;

/// <summary>One sample of a data set.</summary>
/// <param name="Values">Its values <c>[T, C, H, W]</c>, the caller's to change: pixels from 0 to 1, or counts of events.</param>
/// <param name="Label">Its class, from 0.</param>
public sealed record LabelledSample(float[] Values, int Label);
