using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Ground-truth disparity maps of the rectified left camera, on the clock of the recording that they belong to. Maps are read one at
/// a time, so memory does not grow with their number.
/// </summary>
public interface IDisparityTruth
{
    /// <summary>The file or folder that holds the maps.</summary>
    string Path { get; }

    /// <summary>Extents of a map.</summary>
    SensorSize Sensor { get; }

    /// <summary>Time of each map in microseconds, increasing.</summary>
    IReadOnlyList<long> TimesUs { get; }

    /// <summary>Reads map <paramref name="index"/>, [H, W] in pixels (<c>x_left - x_right</c>); NaN where unknown.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message names the file.</exception>
    float[] ReadDisparityPx(int index);
}
