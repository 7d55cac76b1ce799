using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>The rectified events before one ground-truth map of a data set, for whatever encoding.</summary>
/// <param name="Sequence">The sequence that it belongs to.</param>
/// <param name="Frame">Index of the map in the sequence, from 0.</param>
/// <param name="Sensor">Extents H, W.</param>
/// <param name="Events">Events of both cameras; the batches hold until the next window is asked for.</param>
/// <param name="DisparityPx">[H, W] disparity of the left camera at the window's end, NaN where unknown; null for a window that is not in the part.</param>
/// <param name="Rig">Focal length and baseline of the rectified pair; null where the data set does not say.</param>
public sealed record DatasetWindow(StereoSequence Sequence, int Frame, SensorSize Sensor, StereoWindow Events, float[]? DisparityPx, StereoGeometry? Rig)
{
    /// <summary>[H, W] depth in metres as the source has it, NaN where unknown; null unless <see cref="DatasetOptions.WithDepth"/> asks for it and the source has it.</summary>
    public float[]? DepthM { get; init; }
}
