namespace EventStereo.StereoNet.Inference;

/// <summary>A window of a stream as it comes out; valid until the next one is asked for.</summary>
/// <param name="Prediction">The window, its map, and what the map took.</param>
/// <param name="ResponseMs">From the window's end on the recording's clock to its map, waiting for earlier windows included; NaN while warming up.</param>
/// <param name="OnTime">Whether that is within the budget; true while warming up.</param>
/// <param name="WarmUp">Whether the window is not counted.</param>
public sealed record StreamedWindow(PredictedWindow Prediction, double ResponseMs, bool OnTime, bool WarmUp);
