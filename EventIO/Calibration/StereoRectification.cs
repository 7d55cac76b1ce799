using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Calibration;

/// <summary>The rectification maps of both cameras of a rig.</summary>
/// <param name="Left">The left camera's.</param>
/// <param name="Right">The right camera's, of the same size.</param>
public sealed record StereoRectification(RectificationMap Left, RectificationMap Right)
{
    /// <summary>Size of the images.</summary>
    public SensorSize Sensor => Left.Sensor;

    /// <summary>The map of one camera.</summary>
    public RectificationMap this[CameraSide side] => side == CameraSide.Left ? Left : Right;

    /// <summary>
    /// Loads the four texts of a calibration folder, <c>*left_x_map.txt</c>, <c>*left_y_map.txt</c>, <c>*right_x_map.txt</c>,
    /// <c>*right_y_map.txt</c>, as MVSEC names them.
    /// </summary>
    /// <exception cref="InvalidDataException">One is missing, there are several, or one is damaged.</exception>
    public static StereoRectification Load(string folder)
    {
        RectificationMap left = RectificationMap.Load(Find(folder, "left_x_map.txt"), Find(folder, "left_y_map.txt"));
        RectificationMap right = RectificationMap.Load(Find(folder, "right_x_map.txt"), Find(folder, "right_y_map.txt"));
        return left.Sensor == right.Sensor
            ? new StereoRectification(left, right)
            : throw new InvalidDataException($"{folder}: maps of {left.Sensor} for the left camera and {right.Sensor} for the right");
    }

    private static string Find(string folder, string ending)
    {
        string[] found = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + ending) : [];
        return found.Length == 1
            ? found[0]
            : throw new InvalidDataException($"{folder}: expected one file named *{ending}, found {found.Length}");
    }
}
