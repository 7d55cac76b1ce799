using EventStereo.EventIO.Events;

namespace EventStereo.EventIO.Datasets;

/// <summary>
/// Ground truth as StereoSpike (Rançon et al., IEEE Access 2022) has it: MVSEC's depth maps after an area closing, which fills holes of
/// fewer than 24 pixels and raises what is nearer than all around it on fewer than 24 pixels. Facts from the authors' public code
/// (<c>datasets/MVSEC/mvsec_dataset.py</c>, <c>network/metrics.py</c>).
/// </summary>
public static class StereoSpikeGroundTruth
{
    /// <summary>Pixels from which on a hole stays.</summary>
    public const int LeastHolePixels = 24;

    /// <summary>Multiple in which its disparities are: sevenths of a pixel, as DDES stores them, but without rounding.</summary>
    public const double StepsPerPx = 7.0;

    private const float OffsetSteps = 1e-7f;

    /// <summary>The depth map that is scored against.</summary>
    /// <param name="depthM">[H, W] in metres, NaN where unknown.</param>
    /// <param name="sensor">H and W.</param>
    /// <returns>[H, W] in metres, NaN where unknown.</returns>
    public static float[] Fill(ReadOnlySpan<float> depthM, SensorSize sensor)
    {
        float[] filled = AreaClosing.Close(depthM, sensor, LeastHolePixels);
        foreach (ref float value in filled.AsSpan())
        {
            value = value == 0 ? float.NaN : value;
        }

        return filled;
    }

    /// <summary>
    /// Depth of a disparity in metres, <c>7 f B / (7 d + 1e-7)</c>, in float32 and by a reciprocal, as torch divides a number by a tensor.
    /// Nothing bounds it: the depth of 0 px is 1.4e9 m on MVSEC's rig.
    /// </summary>
    public static float DepthM(float disparityPx, double focalTimesBaseline) =>
        1f / (((float)StepsPerPx * disparityPx) + OffsetSteps) * (float)(StepsPerPx * focalTimesBaseline);
}
