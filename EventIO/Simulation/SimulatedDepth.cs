namespace EventStereo.EventIO.Simulation;

/// <summary>A ground truth of a simulated recording, of the left camera.</summary>
/// <param name="TUs">Its time in microseconds.</param>
/// <param name="DepthM">Depth in metres, [H, W], NaN where there is no surface.</param>
/// <param name="Occluded">[H, W], 1 where the surface point is hidden from the right camera.</param>
/// <param name="EventDepthM">
/// Depth of each pixel's latest event since the ground truth before, [H, W], of the nearest surface in its 3x3 neighbourhood at
/// that moment; NaN where there was none.
/// </param>
public sealed record SimulatedDepth(long TUs, float[] DepthM, byte[] Occluded, float[] EventDepthM);
