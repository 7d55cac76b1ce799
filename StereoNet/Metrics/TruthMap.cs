using EventStereo.EventIO.Calibration;

namespace EventStereo.StereoNet.Metrics;

/// <summary>Ground truth of one map as its source has it, before a protocol makes of it what it scores against.</summary>
public sealed class TruthMap
{
    private TruthMap(float[] values, bool isDepth, StereoGeometry? rig)
    {
        Values = values;
        IsDepth = isDepth;
        Rig = rig;
    }

    /// <summary>[H, W], in metres or px; NaN where unknown.</summary>
    public float[] Values { get; }

    /// <summary>Whether the values are metres; else they are px of disparity.</summary>
    public bool IsDepth { get; }

    /// <summary>Focal length and baseline; null where disparity is all that is known.</summary>
    public StereoGeometry? Rig { get; }

    /// <summary>Depth in metres.</summary>
    /// <param name="depthM">[H, W], NaN where unknown.</param>
    /// <param name="rig">Focal length and baseline, without which depth is no disparity.</param>
    public static TruthMap Depth(float[] depthM, StereoGeometry rig)
    {
        ArgumentNullException.ThrowIfNull(depthM);
        ArgumentNullException.ThrowIfNull(rig);
        return new TruthMap(depthM, isDepth: true, rig);
    }

    /// <summary>Disparity in px.</summary>
    /// <param name="disparityPx">[H, W], NaN where unknown.</param>
    /// <param name="rig">Focal length and baseline; null if there is no depth to score.</param>
    public static TruthMap Disparity(float[] disparityPx, StereoGeometry? rig = null)
    {
        ArgumentNullException.ThrowIfNull(disparityPx);
        return new TruthMap(disparityPx, isDepth: false, rig);
    }
}
