using EventStereo.EventIO.Calibration;
using EventStereo.EventIO.Events;
using EventStereo.EventIO.Formats.Mvsec;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// MVSEC's depth maps Z as disparity d: <c>d = f * B / Z</c>, or that as DDES stores it, in sevenths of a pixel. Disposing it closes
/// the depth maps.
/// </summary>
/// <param name="depth">The depth maps.</param>
/// <param name="rig">Focal length f and baseline B.</param>
/// <param name="ddes">Rounds as <see cref="DdesGroundTruth"/> does.</param>
public sealed class MvsecDisparityTruth(MvsecGroundTruth depth, StereoGeometry rig, bool ddes = false) : IDepthTruth, IDisposable
{
    /// <inheritdoc/>
    public string Path => depth.Path;

    /// <inheritdoc/>
    public SensorSize Sensor => depth.Sensor;

    /// <inheritdoc/>
    public IReadOnlyList<long> TimesUs => depth.TimesUs;

    /// <summary>Whether disparity is rounded as DDES stores it.</summary>
    public bool Ddes => ddes;

    /// <inheritdoc/>
    public float[] ReadDisparityPx(int index)
    {
        float[] map = depth.ReadDepthM(index);
        foreach (ref float value in map.AsSpan())
        {
            value = ddes ? DdesGroundTruth.Decode(DdesGroundTruth.Encode(value, rig.FocalTimesBaseline)) : rig.DisparityPx(value);
        }

        return map;
    }

    /// <inheritdoc/>
    public float[] ReadDepthM(int index) => depth.ReadDepthM(index);

    /// <inheritdoc/>
    public void Dispose() => depth.Dispose();
}
