using EventStereo.EventIO.Events;

namespace EventStereo.StereoNet.Inference;

/// <summary>A window and its disparity map; all of it is valid until the next one is asked for.</summary>
/// <param name="Window">The window.</param>
/// <param name="DisparityPx">Disparity <c>x_left - x_right</c> in px of the left camera, <c>[H, W]</c>.</param>
/// <param name="LeftEvents"><c>[H, W]</c>, 1 where the left camera had an event: where the network was trained to answer.</param>
/// <param name="Times">How long it took.</param>
public sealed record PredictedWindow(StereoWindow Window, float[] DisparityPx, byte[] LeftEvents, StepTimes Times);
