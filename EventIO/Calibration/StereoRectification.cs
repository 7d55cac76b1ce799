using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>The rectification maps of both cameras of a rig.</summary>
/// <param name="Left">The left camera's.</param>
/// <param name="Right">The right camera's, of the same size.</param>
public sealed record StereoRectification(RectificationMap Left, RectificationMap Right)
{
    /// <summary>Size of the images.</summary>
    public SensorSize Sensor => Left.Sensor;

    /// <summary>Focal length and baseline of the rectified pair; null where only maps are known.</summary>
    public StereoGeometry? Geometry { get; init; }

    /// <summary>The map of one camera.</summary>
    public RectificationMap this[CameraSide side] => side == CameraSide.Left ? Left : Right;

    /// <summary>
    /// Loads a rectification from what there is: a folder with MVSEC's four maps (<c>*left_x_map.txt</c>, ...), a calibration file that
    /// <see cref="StereoCalibration.Load"/> reads, a folder with one such file, or DSEC's <c>rectify_map.h5</c>, <c>cam_to_cam.yaml</c> or sequence folder.
    /// Given maps go before computed ones; the geometry comes from the calibration file beside them, if there is one.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is none of these, a part of it is missing, or damaged.</exception>
    public static StereoRectification Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return RectificationFiles.Load(path);
    }

    /// <summary>Computes the maps of a calibrated rig.</summary>
    /// <exception cref="InvalidDataException">The cameras cannot be rectified together.</exception>
    public static StereoRectification Compute(StereoCalibration calibration)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        RectifiedPair pair = calibration.Rectify();
        return StereoRectifier.Guarded(calibration.Path, () => Pair(
            calibration.Path, StereoRectifier.Map(calibration.Left, pair.Left), StereoRectifier.Map(calibration.Right, pair.Right)) with { Geometry = pair.Geometry });
    }

    /// <summary>Two maps, which must be of one size.</summary>
    internal static StereoRectification Pair(string source, RectificationMap left, RectificationMap right) => left.Sensor == right.Sensor
        ? new StereoRectification(left, right)
        : throw new InvalidDataException($"{source}: maps of {left.Sensor} for the left camera and {right.Sensor} for the right");
}
