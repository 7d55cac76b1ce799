using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>One aligned sample: what both cameras saw in a window and, where there is ground truth, the disparity at its end.</summary>
/// <param name="Span">The window, half-open; it ends at the ground truth's time stamp.</param>
/// <param name="Sensor">Extents H, W of every map.</param>
/// <param name="Channels">Number of channels C of the encodings.</param>
/// <param name="Left">Left events as SBT, [C, H, W] of -1, 0, 1, channel 0 the oldest.</param>
/// <param name="Right">Right events as SBT, [C, H, W].</param>
/// <param name="LeftEvents">[H, W], 1 where the left camera had an event in the window.</param>
/// <param name="LeftCount">Number of left events.</param>
/// <param name="RightCount">Number of right events.</param>
/// <param name="DisparityPx">[H, W] disparity of the left camera's pixels, NaN where unknown; null without ground truth.</param>
/// <param name="Occluded">[H, W], 1 where the pixel is hidden in the right camera; null if that is not known.</param>
public sealed record StereoSample(
    TimeWindow Span, SensorSize Sensor, int Channels, sbyte[] Left, sbyte[] Right, byte[] LeftEvents, int LeftCount, int RightCount,
    float[]? DisparityPx, byte[]? Occluded)
{
    /// <summary>
    /// [H, W] disparity at the left camera's events, each pixel's latest, when it happened and by the nearer surface of an
    /// outline; NaN where the pixel had none. What moves has left part of its events behind by the window's end, where
    /// <see cref="DisparityPx"/> holds the surface behind it. Null where the file has none for just this window.
    /// </summary>
    public float[]? EventDisparityPx { get; init; }
}
