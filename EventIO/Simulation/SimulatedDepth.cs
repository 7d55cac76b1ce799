namespace EventStereo.EventIO.Simulation;

/// <summary>A ground truth of a simulated recording, of the left camera.</summary>
/// <param name="TUs">Its time in microseconds.</param>
/// <param name="DepthM">Depth in metres, [H, W], NaN where there is no surface.</param>
/// <param name="Occluded">[H, W], 1 where the surface point is hidden from the right camera.</param>
public sealed record SimulatedDepth(long TUs, float[] DepthM, byte[] Occluded);
